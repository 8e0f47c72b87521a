using System.Data.Common;

namespace SupplyFinance.Architecture.Tests;

/// <summary>One migrated schema in words that databases share: a line for each column, key and index.</summary>
/// <param name="Columns">Table and column, with kind and whether it must be given.</param>
/// <param name="Keys">Primary keys, unique keys and indexes, by table and columns.</param>
internal sealed record Schema(IReadOnlyDictionary<string, string> Columns, IReadOnlySet<string> Keys)
{
    /// <summary>As the SQL Server model has it.</summary>
    public static Schema Of(SqlServerSchema model) => new(
        model.Tables.SelectMany(table => table.Columns.Select(column =>
            (Key: $"{table.Name}.{column.Name}", Value: Column(KindOfSqlServer(column.Type), column.IsNullable))))
            .ToDictionary(x => x.Key, x => x.Value),
        model.Tables.SelectMany(table => table.Keys.Select(key =>
            Key(table.Name, key.IsPrimary, key.IsUnique, key.Filter is not null, string.Join(",", key.Columns)))).ToHashSet());

    /// <summary>As PostgreSQL's catalogue has it.</summary>
    public static async Task<Schema> OfPostgreSql(DbConnection connection)
    {
        var columns = await Rows(connection, """
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
            from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
            """);
        var keys = await Rows(connection, """
            select t.relname, i.indisprimary, i.indisunique, i.indpred is not null,
                (select string_agg(a.attname, ',' order by k.place) from unnest(i.indkey) with ordinality k (number, place)
                 join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number)
            from pg_index i join pg_class t on t.oid = i.indrelid where t.relnamespace = 'public'::regnamespace
            """);
        return new Schema(
            columns.ToDictionary(x => $"{x[0]}.{x[1]}", x => Column(KindOfPostgreSql((string)x[2]), !(bool)x[3])),
            keys.Select(x => Key((string)x[0], (bool)x[1], (bool)x[2], (bool)x[3], (string)x[4])).ToHashSet());
    }

    /// <summary>As SQLite's pragmas have it.</summary>
    public static async Task<Schema> OfSqlite(DbConnection connection)
    {
        var columns = await Rows(connection, """
            select m.name, c.name, c.type, c."notnull", c.pk
            from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and m.name <> 'sqlite_sequence'
            """);
        var indexes = await Rows(connection, """
            select m.name, i."unique", i.partial, (select group_concat(name) from (select name from pragma_index_info(i.name) order by seqno))
            from sqlite_master m join pragma_index_list(m.name) i where m.type = 'table' and i.origin <> 'pk'
            """);
        var primary = columns.Where(x => Number(x[4]) > 0).GroupBy(x => (string)x[0]).Select(table =>
            Key(table.Key, true, true, false, string.Join(",", table.OrderBy(x => Number(x[4])).Select(x => x[1]))));
        return new Schema(
            columns.ToDictionary(x => $"{x[0]}.{x[1]}", x => Column(((string)x[2]).ToLowerInvariant(), Number(x[3]) == 0 && Number(x[4]) == 0)),
            indexes.Select(x => Key((string)x[0], false, Number(x[1]) == 1, Number(x[2]) == 1, (string)x[3])).Concat(primary).ToHashSet());
    }

    /// <summary>The same with as little difference of kinds as SQLite has: text, bytes and whole numbers.</summary>
    public Schema Coarse() => this with
    {
        Columns = Columns.ToDictionary(x => x.Key, x => string.Join(' ', x.Value.Split(' ').Select(Family))),
    };

    private static string Family(string word) => word.Split(':')[0] switch
    {
        "uuid" or "instant" or "date" or "text" or "char" => "text",
        "bytes" or "blob" => "bytes",
        "bool" or "bigint" or "int" or "integer" => "number",
        _ => word,
    };

    private static string Column(string kind, bool isNullable) => isNullable ? $"{kind} null" : kind;

    private static string Key(string table, bool isPrimary, bool isUnique, bool isPartial, string columns) =>
        $"{(isPrimary ? "primary key" : isUnique ? "unique key" : "index")} of {table} ({columns}){(isPartial ? " in part" : "")}";

    private static long Number(object value) => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);

    private static string KindOfPostgreSql(string type) => type switch
    {
        "timestamp with time zone" => "instant",
        "bytea" => "bytes",
        "boolean" => "bool",
        "integer" => "int",
        _ => type.Replace("character varying(", "text:", StringComparison.Ordinal).Replace("character(", "char:", StringComparison.Ordinal)
            .Replace(")", "", StringComparison.Ordinal),
    };

    private static string KindOfSqlServer(string type) => type switch
    {
        "uniqueidentifier" => "uuid",
        "datetimeoffset(6)" => "instant",
        "varbinary(max)" => "bytes",
        "bit" => "bool",
        "nvarchar(max)" => "text",
        _ => type.Replace("nvarchar(", "text:", StringComparison.Ordinal).Replace("nchar(", "char:", StringComparison.Ordinal)
            .Replace(")", "", StringComparison.Ordinal),
    };

    private static async Task<List<object[]>> Rows(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}
