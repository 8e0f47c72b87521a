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
        var debits = bank.Query<long>("select amount from booking where is_credit = 0 order by position").ToList();
        Assert.True(debits.Count == 4 && debits[2] + debits[3] == debits[1], $"the bank moved {string.Join(", ", debits)}");

        // The ledger: operator named, issued, locked for the auction, locked for the deal, moved, locked for collection, discharged; each once.
        using var ledger = Open(dataFolder, "ledger");
        Assert.Equal(7, ledger.ExecuteScalar<long>("select count(*) from log_entry"));
    }

    private static SqliteConnection Open(string dataFolder, string service)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(dataFolder, service, service + ".db")};Mode=ReadWrite;Pooling=False");
        connection.Open();
        return connection;
    }
}
