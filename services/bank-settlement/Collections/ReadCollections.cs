using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>What is owed at maturity and was paid. The debtor, the operator and the auditor see a collection whole; a
/// holder, or a seller with a reserve in it, sees what is owed and its own shares.</summary>
public static class ReadCollections
{
    private static readonly Sql PageOf = Sql.By(d => $"""
        select {Collection.Columns} from collection
        where (@all = @yes or debtor_id = @organisationId
            or id in (select receivable_id from lot where holder_id = @organisationId and state = 'live')
            or id in (select collection_id from place where holder_id = @organisationId or seller_id = @organisationId))
          and (@state is null or state = @state) and position > @after
        order by position {d.First("@limit")}
        """);

    private static readonly Sql HasPart = Sql.Of("""
        select receivable_id from lot where receivable_id = @id and holder_id = @organisationId and state = 'live'
        union select collection_id from place where collection_id = @id and (holder_id = @organisationId or seller_id
            = @organisationId)
        """);

    /// <summary>Money that came in; null amounts are not worked out before the record date.</summary>
    public sealed record ReceiptView(
        string BankReference, Money Amount, DateOnly BookedOn, DateOnly ValueDate, string State, Money LateCharge,
        Money Principal, Money Surplus);

    /// <summary>What a receipt brought a lot, and who gets it: <c>held</c> until the payees are fixed,
    /// <c>distributed</c> when the payouts are instructed, <c>discharged</c> when the ledger has extinguished the
    /// face.</summary>
    public sealed record ShareView(
        Guid LotId, Guid ReceiptId, Money LateCharge, Money Principal, string State, Guid HolderId, Money ToHolder,
        Guid? SellerId, Money ToSeller);

    /// <param name="Id">The receivable.</param>
    /// <param name="State"><c>open recorded overdue paid</c>.</param>
    /// <param name="LateChargeOwed">Late charge owed today, by the business clock.</param>
    /// <param name="TotalOwed">Principal and late charge owed today.</param>
    /// <param name="PayToAccount">The debtor's collection account; null while it has none.</param>
    /// <param name="PayWithReference">What the payment must quote.</param>
    /// <param name="Receipts">Null for those who do not see the collection whole.</param>
    /// <param name="Shares">The shares that the caller may see.</param>
    public sealed record View(
        Guid Id, Guid DebtorId, string State, Money Principal, Money PrincipalPaid, Money LateChargePaid,
        Money LateChargeOwed, Money TotalOwed,
        DateOnly DueDate, DateOnly RecordDate, string? PayToAccount, string PayWithReference,
        IReadOnlyList<ReceiptView>? Receipts,
        IReadOnlyList<ShareView> Shares);

    public static async Task<Result<Page<View>>> List(string? state, Paging paging, Caller caller, UnitOfWork work)
    {
        var rows = await work.Query<Collection>(PageOf, new
        {
            All = ReadPayments.SeesAll(caller), Yes = true, caller.OrganisationId, state, paging.After, limit =
                paging.Limit + 1,
        });
        var views = new Dictionary<Guid, View>();
        foreach (var row in rows.Take(paging.Limit)) views[row.Id] = await Shown(row, caller, work);
        return paging.Of(rows, x => x.Position, x => views[x.Id]);
    }

    public static async Task<Result<View>> Get(Guid id, Caller caller, UnitOfWork work)
    {
        if (await Collection.Find(work, id) is not { } collection) return new NotFound("collection", id);
        if (!SeesWhole(collection, caller)
            && await work.QueryFirst<Guid?>(HasPart, new { id, caller.OrganisationId }) is null)
            return new NotFound("collection", id);
        return await Shown(collection, caller, work);
    }

    private static bool SeesWhole(Collection collection, Caller caller) =>
        collection.DebtorId == caller.OrganisationId || ReadPayments.SeesAll(caller);

    private static async Task<View> Shown(Collection x, Caller caller, UnitOfWork work)
    {
        var isWhole = SeesWhole(x, caller);
        var shares = (await LotShares.Of(work, x.Id))
            .Where(y => isWhole || y.HolderId == caller.OrganisationId || y.SellerId == caller.OrganisationId);
        return new View(
            x.Id, x.DebtorId, x.StateOn(work.BusinessToday, x.State == CollectionStates.Recorded), x.Money(x.Principal),
            x.Money(x.PrincipalPaid), x.Money(x.LatePaid), x.Debt.LateOn(work.BusinessToday),
            x.Debt.TotalOn(work.BusinessToday), x.DueDate,
            x.RecordDate, x.AccountNumber, x.Reference,
            isWhole ? [.. (await Receipts.Of(work, x.Id)).Select(y => new ReceiptView(
                y.BankReference, y.Money, y.BookedOn, y.ValueDate, y.State, x.Money(y.Late), x.Money(y.Principal),
                x.Money(y.Surplus)))] : null,
            [.. shares.Select(y => new ShareView(
                y.LotId, y.ReceiptId, x.Money(y.Late), x.Money(y.Principal), y.State, y.HolderId, x.Money(y.ToHolder),
                y.SellerId,
                x.Money(y.ToSeller)))]);
    }
}
