using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SupplyFinance.Platform.Data;

/// <summary>One SQL text, declared as a static readonly field beside its use. Nothing else can be executed, so every text the code can
/// send can be found by reflection and checked against each database.</summary>
public sealed partial class Sql
{
    private readonly Func<Dialect, string> _render;
    private readonly ConcurrentDictionary<string, Rendered> _rendered = new(StringComparer.Ordinal);

    private Sql(Func<Dialect, string> render, string file, int line)
    {
        _render = render;
        Origin = $"{Path.GetFileName(file)}:{line}";
    }

    /// <summary>File and line where the text stands.</summary>
    public string Origin { get; }

    /// <summary>One text for all databases.</summary>
    public static Sql Of(string text, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(_ => text, file, line);

    /// <summary>A text with some of the dialect's verbs in it.</summary>
    public static Sql By(Func<Dialect, string> render, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(render, file, line);

    /// <summary>Inserts one row; each column's parameter has the column's name without underscores.</summary>
    public static Sql Insert(string table, string columns, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(_ => InsertText(table, Names(columns)), file, line);

    /// <inheritdoc cref="Dialect.InsertIfAbsent"/>
    public static Sql InsertIfAbsent(
        string table, string key, string columns, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(d => d.InsertIfAbsent(table, Names(key), Names(columns)), file, line);

    /// <inheritdoc cref="Dialect.Upsert"/>
    public static Sql Upsert(
        string table, string key, string columns, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(d => d.Upsert(table, Names(key), Names(columns)), file, line);

    /// <inheritdoc cref="Dialect.UpsertIfNewer"/>
    public static Sql UpsertIfNewer(
        string table, string key, string columns, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(d => d.UpsertIfNewer(table, Names(key), Names(columns)), file, line);

    /// <summary>The text for a database.</summary>
    public string In(Dialect dialect) => Render(dialect).Text;

    /// <summary>The names of the parameters used, as spelt in the text, without <c>@</c>.</summary>
    public IReadOnlyList<string> Parameters(Dialect dialect) => Render(dialect).Parameters;

    /// <summary>The parameter name of a column: <c>due_date</c> → <c>duedate</c>; parameters match properties whatever their case.</summary>
    public static string ParameterOf(string column) => column.Replace("_", "", StringComparison.Ordinal);

    internal static string InsertText(string table, IReadOnlyList<string> columns) =>
        $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(c => "@" + ParameterOf(c)))})";

    private static string[] Names(string list) => list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);

    private Rendered Render(Dialect dialect) => _rendered.GetOrAdd(dialect.Name, _ =>
    {
        var text = _render(dialect);
        var names = ParameterNames().Matches(text).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).ToArray();
        return new Rendered(text, names);
    });

    [GeneratedRegex(@"(?<![@\w])@(\w+)")]
    private static partial Regex ParameterNames();

    private sealed record Rendered(string Text, string[] Parameters);
}
