using Dapper;
using Microsoft.Data.Sqlite;

namespace SupplyFinance.EndToEnd.Tests;

/// <summary>What must hold in every database once a walkthrough is over, whatever happened on the way.</summary>
internal static class Aftermath
{
    private static readonly string[] Services =
        ["identity", "ledger", "invoice", "receivable", "factoring", "bank-settlement", "sandbox-bank"];

    public static void Check(string dataFolder)
    {
        foreach (var service in Services)
        {
            using var database = Open(dataFolder, service);
            Assert.True(database.ExecuteScalar<long>("select count(*) from parked_message") == 0, $"{service} has parked messages: "
                + string.Join("; ", database.Query<string>("select type || ': ' || reason from parked_message")));
            Assert.Equal("ok", database.ExecuteScalar<string>("pragma integrity_check"));
        }

        // The outside truth: what the bank really moved. Disbursement, the debtor's payment, payout to the bank, payout of the reserve.
        using var bank = Open(dataFolder, "sandbox-bank");
        Assert.Equal(4, bank.ExecuteScalar<long>("select count(*) from booking where direction = 'debit'"));
    }

    private static SqliteConnection Open(string dataFolder, string service)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(dataFolder, service, service + ".db")};Mode=ReadWrite;Pooling=False");
        connection.Open();
        return connection;
    }
}
