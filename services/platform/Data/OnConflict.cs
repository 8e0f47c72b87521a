namespace SupplyFinance.Platform.Data;

/// <summary>The part of <c>insert … on conflict</c> that SQLite and PostgreSQL share.</summary>
internal static class OnConflict
{
    public static string Assignments(IReadOnlyList<string> key, IReadOnlyList<string> columns) =>
        string.Join(", ", columns.Except(key).Select(c => $"{c} = excluded.{c}"));
}
