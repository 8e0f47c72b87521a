using Microsoft.Data.Sqlite;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Testing;

/// <summary>Saves and restores a service's database as an operator would, and looks into all of it, whichever provider the tests run on. The
/// service is not running meanwhile.</summary>
public static class TestDatabaseCopies
{
    private static readonly Dictionary<string, string> TablesOf = new()
    {
        ["sqlite"] = "select name from sqlite_master where type = 'table'",
        ["postgresql"] = "select table_name from information_schema.tables where table_schema = 'public'",
        ["sqlserver"] = "select table_name from information_schema.tables where table_type = 'BASE TABLE'",
    };

    /// <summary>Keeps a copy of a service's database under a name.</summary>
    public static Task Save(string dataFolder, string service, string copy) => Copy(dataFolder, service, copy, isRestore: false);

    /// <summary>Makes a service's database what it was when the copy was kept.</summary>
    public static Task Restore(string dataFolder, string service, string copy) => Copy(dataFolder, service, copy, isRestore: true);

    /// <summary>Every value of every table, as text; bytes as the characters they would be.</summary>
    public static async Task<string> Everything(Database database)
    {
        await using var connection = await database.Open();
        var tables = new List<string>();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = TablesOf[database.Dialect.Name];
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        }

        var text = new System.Text.StringBuilder();
        foreach (var table in tables)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select * from {table}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                    text.Append(reader.GetValue(i) is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : reader.GetValue(i)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static async Task Copy(string dataFolder, string service, string copy, bool isRestore)
    {
        var name = TestDatabase.NameOf(dataFolder, service);
        switch (TestDatabase.Provider)
        {
            case "sqlite":
                var (file, kept) = (Path.Combine(dataFolder, $"{service}.db"), Path.Combine(dataFolder, $"{copy}.db"));
                SqliteConnection.ClearAllPools();
                CopyFiles(isRestore ? kept : file, isRestore ? file : kept);
                break;
            case "postgresql":
                var server = await PostgreSqlServer.OfThisProcess;
                var (from, to) = isRestore ? ($"{name}_{copy}", name) : (name, $"{name}_{copy}");
                // A start that failed leaves connections that the next start must not find ended.
                Npgsql.NpgsqlConnection.ClearAllPools();
                await server.Drop(server.ConnectionString(to));
                await server.Execute($"create database \"{to}\" template \"{from}\" strategy = file_copy");
                break;
            default:
                await TestDatabase.ExecuteOnSqlServer(isRestore
                    ? $"restore database [{name}] from disk = N'{name}_{copy}.bak' with replace"
                    : $"backup database [{name}] to disk = N'{name}_{copy}.bak' with init");
                break;
        }
    }

    private static void CopyFiles(string from, string to)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(to + suffix);
            if (File.Exists(from + suffix)) File.Copy(from + suffix, to + suffix);
        }
    }
}
