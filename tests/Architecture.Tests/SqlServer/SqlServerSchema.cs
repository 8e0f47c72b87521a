using Microsoft.SqlServer.Dac.Model;

namespace SupplyFinance.Architecture.Tests;

/// <summary>A column as SQL Server would have it.</summary>
/// <param name="Type">Name and length as written in SQL: <c>nvarchar(200)</c>.</param>
/// <param name="Bytes">The most bytes of a value; null without a limit.</param>
/// <param name="IsGenerated">Whether the database gives the value.</param>
/// <param name="Collation">How text compares; empty for the database's own way.</param>
internal sealed record SqlServerColumn(string Name, string Type, bool IsNullable, int? Bytes, bool IsGenerated, string Collation);

/// <summary>A key or an index.</summary>
/// <param name="Filter">Which rows it is over; null for all.</param>
internal sealed record SqlServerKey(bool IsPrimary, bool IsUnique, IReadOnlyList<string> Columns, string? Filter);

/// <summary>A table.</summary>
internal sealed record SqlServerTable(string Name, IReadOnlyList<SqlServerColumn> Columns, IReadOnlyList<SqlServerKey> Keys);

/// <summary>The tables of a model, as plain data.</summary>
internal sealed class SqlServerSchema
{
    private readonly Dictionary<string, SqlServerTable> _tables;

    private SqlServerSchema(IEnumerable<SqlServerTable> tables) =>
        _tables = tables.ToDictionary(x => x.Name, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<SqlServerTable> Tables => _tables.Values;

    public SqlServerTable? Table(string name) => _tables.GetValueOrDefault(name);

    /// <param name="filters">Which rows an index is over, by its name: the model keeps that to itself.</param>
    public static SqlServerSchema Of(TSqlModel model, IReadOnlyDictionary<string, string> filters)
    {
        var keys = Keys(model, filters).ToLookup(x => x.Table, x => x.Key);
        return new SqlServerSchema(model.GetObjects(DacQueryScopes.UserDefined, Microsoft.SqlServer.Dac.Model.Table.TypeClass)
            .Select(table => new SqlServerTable(
                NameOf(table),
                [.. table.GetReferenced(Microsoft.SqlServer.Dac.Model.Table.Columns).Select(ColumnOf)],
                [.. keys[NameOf(table)]])));
    }

    private static IEnumerable<(string Table, SqlServerKey Key)> Keys(
        TSqlModel model, IReadOnlyDictionary<string, string> filters)
    {
        foreach (var key in model.GetObjects(DacQueryScopes.UserDefined, PrimaryKeyConstraint.TypeClass))
        {
            yield return (NameOf(key.GetReferenced(PrimaryKeyConstraint.Host).Single()),
                new SqlServerKey(true, true, Names(key.GetReferenced(PrimaryKeyConstraint.Columns)), null));
        }

        foreach (var key in model.GetObjects(DacQueryScopes.UserDefined, UniqueConstraint.TypeClass))
        {
            yield return (NameOf(key.GetReferenced(UniqueConstraint.Host).Single()),
                new SqlServerKey(false, true, Names(key.GetReferenced(UniqueConstraint.Columns)), null));
        }

        foreach (var index in model.GetObjects(DacQueryScopes.UserDefined, Microsoft.SqlServer.Dac.Model.Index.TypeClass))
        {
            yield return (NameOf(index.GetReferenced(Microsoft.SqlServer.Dac.Model.Index.IndexedObject).Single()),
                new SqlServerKey(
                    false, index.GetProperty<bool>(Microsoft.SqlServer.Dac.Model.Index.Unique),
                    Names(index.GetReferenced(Microsoft.SqlServer.Dac.Model.Index.Columns)),
                    filters.GetValueOrDefault(NameOf(index))));
        }
    }

    private static SqlServerColumn ColumnOf(TSqlObject column)
    {
        var type = NameOf(column.GetReferenced(Column.DataType).Single());
        var isMax = column.GetProperty<bool>(Column.IsMax);
        var length = column.GetProperty<int>(Column.Length);
        return new SqlServerColumn(
            NameOf(column),
            type switch
            {
                "nvarchar" or "nchar" or "varbinary" => $"{type}({(isMax ? "max" : length)})",
                "datetimeoffset" => $"{type}({column.GetProperty<int>(Column.Scale)})",
                _ => type,
            },
            column.GetProperty<bool>(Column.Nullable),
            type switch
            {
                "nvarchar" or "nchar" => isMax ? null : length * 2,
                "varbinary" => isMax ? null : length,
                "uniqueidentifier" => 16,
                "datetimeoffset" => 10,
                "bigint" => 8,
                "int" => 4,
                "date" => 3,
                "bit" => 1,
                _ => throw new InvalidOperationException($"No migration may use {type}."),
            },
            column.GetProperty<bool>(Column.IsIdentity),
            column.GetProperty<string>(Column.Collation) ?? "");
    }

    private static string NameOf(TSqlObject it) => it.Name.Parts[^1];

    private static IReadOnlyList<string> Names(IEnumerable<TSqlObject> columns) => [.. columns.Select(NameOf)];
}
