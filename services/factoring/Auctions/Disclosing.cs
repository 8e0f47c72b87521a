using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Copies;
using SupplyFinance.Factoring.Deals;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>Lets the eligible banks see a request's receivables, invoices and lots until it closes, and the winner
/// thereafter.</summary>
internal static class Disclosing
{
    // The versions of one disclosing relation, in the only order they can come.
    private const long UntilClose = 1;
    private const long ToWinner = 2;
    private const long Withdrawn = 3;

    /// <summary>A bank is eligible with a limit that may be drawn on and an admission in force.</summary>
    public const string EligibleBank = """
        exists (select 1 from supplier_admission a
                where a.bank_id = l.bank_id and a.supplier_id = r.holder_id and a.state = 'InForce')
          and l.debtor_id = r.debtor_id and l.currency = r.currency
          and (l.supplier_id is null or l.supplier_id = r.holder_id)
          and l.suspended = @no and l.valid_until >= @today
        """;

    private static readonly Sql Eligible = Sql.Of($"""
        select distinct r.id as request_id, l.bank_id, r.closes_at
        from financing_request r join credit_limit l on l.debtor_id = r.debtor_id
        where r.state = 'Open' and {EligibleBank} and (r.id = @requestId or l.bank_id = @bankId)
        """);

    /// <summary>A request has opened: every eligible bank may look.</summary>
    public static Task RequestToBanks(UnitOfWork work, Guid requestId) => Publish(work, requestId, Guid.Empty);

    /// <summary>A bank has become eligible, perhaps: every open request it may bid on is disclosed to it.</summary>
    public static Task OpenRequestsTo(UnitOfWork work, Guid bankId) => Publish(work, Guid.Empty, bankId);

    /// <summary>The winner keeps seeing what it finances.</summary>
    public static Task Winner(UnitOfWork work, Guid requestId, Guid bankId) =>
        Say(work, requestId, bankId, ToWinner, null, "financed");

    /// <summary>The deal was undone: its bank looks no more.</summary>
    public static Task Withdraw(UnitOfWork work, Guid requestId, Guid bankId) =>
        Say(work, requestId, bankId, Withdrawn, work.BusinessNow, "deal-failed");

    /// <summary>The request was cancelled before it closed: nobody looks any more.</summary>
    public static async Task WithdrawFromBanks(UnitOfWork work, Guid requestId)
    {
        foreach (var pair in await Pairs(work, requestId, Guid.Empty))
            await Say(work, requestId, pair.BankId, Withdrawn, work.BusinessNow, "cancelled");
    }

    private static async Task Publish(UnitOfWork work, Guid requestId, Guid bankId)
    {
        foreach (var pair in await Pairs(work, requestId, bankId))
            await Say(work, pair.RequestId, pair.BankId, UntilClose, pair.ClosesAt, "auction");
    }

    private static Task<IReadOnlyList<Pair>> Pairs(UnitOfWork work, Guid requestId, Guid bankId) =>
        work.Query<Pair>(Eligible, new { requestId, bankId, no = false, today = work.BusinessToday });

    private static async Task Say(
        UnitOfWork work, Guid requestId, Guid bankId, long version, DateTimeOffset? until, string because)
    {
        var lots = await RequestStore.LotsOf(work, requestId);
        var receivables = lots.Select(x => x.ReceivableId).Distinct().ToArray();
        var invoices = (await KeepReceivable.Of(work, receivables)).SelectMany(x => x.InvoiceIds).Distinct().ToArray();
        foreach (var (kind, ids) in new[]
                 {
                     (DisclosedObjects.Lot, lots.Select(x => x.LotId).ToArray()),
                     (DisclosedObjects.Receivable, receivables),
                     (DisclosedObjects.Invoice, invoices),
                 })
        {
            var relation = DealPlan.StepOf(requestId, $"disclosed {kind} {bankId:D}");
            work.Publish(new Disclosed(relation, version, kind, ids, bankId, until, because));
        }
    }

    private sealed class Pair
    {
        public Guid RequestId { get; init; }
        public Guid BankId { get; init; }
        public DateTimeOffset ClosesAt { get; init; }
    }
}
