using Dapper;
using Npgsql;
using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests.ManyProcesses;

/// <summary>What the faults left behind, held against the outside truth: the bank's own record of what moved.</summary>
/// <param name="Lost">Payments that the platform says are settled, or a deal must have, and the bank never made; ledger entries that are not
/// there.</param>
/// <param name="Unexpected">Movements at the bank that no deal accounts for; ledger entries too many.</param>
/// <param name="Duplicated">Movements that the bank made more than once for one instruction.</param>
/// <param name="Waiting">Messages that are still under way, or parked, after the flows must have ended.</param>
internal sealed record Account(long Lost, long Unexpected, long Duplicated, string Waiting)
{
    /// <summary>Issued, locked for the auction, locked for the deal, moved, locked for collection, discharged.</summary>
    private const int EntriesOfDeal = 6;

    /// <summary>The log names its operator once.</summary>
    private const int EntriesOfStart = 1;

    /// <summary>The disbursement, the payout to the bank and the payout of the reserve.</summary>
    private const int PaymentsOfDeal = 3;

    /// <summary>Once faults stop, every flow ends within this time (promise P9).</summary>
    private static readonly TimeSpan End = TimeSpan.FromSeconds(60);

    public static async Task<Account> Of(PlatformProcesses platform, int deals)
    {
        var waiting = "";
        try
        {
            await Wait.Until("every outbox and deferred message to be gone", async () => (waiting = await Rest(platform)).Length == 0, End);
        }
        catch (TimeoutException)
        {
            // What is left is in the account.
        }

        await using var settlement = await Open(platform, "bank-settlement");
        await using var bank = await Open(platform, "sandbox-bank");
        await using var ledger = await Open(platform, "ledger");
        var instructed = (await settlement.QueryAsync<string>("select replace(id::text, '-', '') from payment")).ToHashSet();
        var settled = (await settlement.QueryAsync<string>("select replace(id::text, '-', '') from payment where state = 'settled'")).ToHashSet();
        var made = (await bank.QueryAsync<string>("select end_to_end_id from booking where not is_credit and end_to_end_id is not null")).ToList();
        var debts = (await bank.QueryAsync<string>(
            "select creditor_reference from booking where not is_credit and end_to_end_id is null and creditor_reference is not null")).ToList();
        var entries = await ledger.ExecuteScalarAsync<long>("select count(*) from log_entry");
        var (due, dueEntries) = (deals * PaymentsOfDeal, ((long)deals * EntriesOfDeal) + EntriesOfStart);
        return new Account(
            Lost: settled.Except(made).Count() + Math.Max(0, due - settled.Count) + Math.Max(0, deals - debts.Distinct().Count())
                + Math.Max(0, dueEntries - entries),
            Unexpected: made.Distinct().Count(id => !instructed.Contains(id)) + Math.Max(0, made.Distinct().Count() - due)
                + Math.Max(0, debts.Distinct().Count() - deals) + Math.Max(0, entries - dueEntries),
            Duplicated: made.Count - made.Distinct().Count() + debts.Count - debts.Distinct().Count(),
            waiting);
    }

    private static async Task<string> Rest(PlatformProcesses platform)
    {
        var rest = new List<string>();
        foreach (var service in platform.Services)
        {
            await using var database = await Open(platform, service);
            rest.AddRange((await database.QueryAsync<string>($"""
                select '{service} sends ' || type from outbox where clock = 'System' and due_at <= now()
                union all select '{service} defers ' || type from deferred_message
                union all select '{service} parked ' || type || ': ' || reason from parked_message
                """)).Distinct());
        }

        return string.Join("; ", rest);
    }

    private static async Task<NpgsqlConnection> Open(PlatformProcesses platform, string service)
    {
        var connection = new NpgsqlConnection(platform.DatabaseOf(service));
        await connection.OpenAsync();
        return connection;
    }
}
