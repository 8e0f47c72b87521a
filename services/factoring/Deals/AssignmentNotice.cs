using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Deals;

/// <summary>The notice of assignment: tells the debtor who holds the lots now and which account to pay. Delivered here when
/// title has moved; its reading is recorded.</summary>
public static class AssignmentNotice
{
    private static readonly Sql Add = Sql.InsertIfAbsent(
        "assignment_notice", "deal_id", "deal_id, debtor_id, issued_at, collection_account");

    private static readonly Sql Find = Sql.Of("""
        select deal_id, debtor_id, issued_at, collection_account, read_at, read_by from assignment_notice where deal_id = @dealId
        """);

    private static readonly Sql MarkRead = Sql.Of("""
        update assignment_notice set read_at = @readAt, read_by = @readBy where deal_id = @dealId and read_at is null
        """);

    /// <summary>The account that discharges the debtor.</summary>
    public sealed record Account(Guid Id, string Number, string BankBic, string BankName, string AccountName, string Currency);

    /// <summary>The notice, and that it was delivered and read.</summary>
    /// <param name="CollectionAccount">Null where the debtor has none in this currency that can be paid yet.</param>
    public sealed record View(
        Guid DealId, Guid DebtorId, Guid FormerHolderId, Guid HolderId, IReadOnlyList<Lot> Lots, Account? CollectionAccount,
        DateTimeOffset DeliveredAt, DateTimeOffset? ReadAt, Guid? ReadBy);

    /// <summary>A lot that the new holder is owed.</summary>
    public sealed record Lot(Guid LotId, Guid ReceivableId, Money Face, DateOnly DueDate);

    internal static async Task Issue(UnitOfWork work, Deal deal)
    {
        var debtor = await Participants.Organisation(work, deal.DebtorId);
        // The same choice as bank-settlement makes: of those that can be paid by now, the one registered first.
        var account = debtor?.BankAccounts
            .Where(x => x.Purpose == BankAccountPurposes.Collection && x.Currency == deal.Currency && x.Verified
                && x.UsableFrom <= work.BusinessNow)
            .OrderBy(x => x.Id.ToString("N"), StringComparer.Ordinal).FirstOrDefault();
        await work.Execute(Add, new
        {
            DealId = deal.Id,
            deal.DebtorId,
            IssuedAt = work.BusinessNow,
            CollectionAccount = account is null ? null : MessageJson.Write(new Account(
                account.Id, account.Number, account.BankBic, account.BankName, account.AccountName, account.Currency)),
        });
    }

    /// <summary>The debtor reads it; the new and the former holder see that it was delivered and read.</summary>
    public static async Task<Result<View>> Show(Guid id, Caller caller, UnitOfWork work)
    {
        if (await DealStore.Find(work, id) is not { } deal || !IsParty(deal, caller)) return new NotFound("notice", id);
        if (await work.QueryFirst<Row>(Find, new { DealId = id }) is not { } row) return new NotFound("notice", id);
        var currency = Currency.Of(deal.Currency);
        var lots = await DealStore.LotsOf(work, id);
        return new View(
            id, deal.DebtorId, deal.SellerId, deal.FinancierId,
            [.. lots.Select(x => new Lot(x.FinancierLotId, x.ReceivableId, new Money(x.Face, currency), x.DueDate))],
            row.CollectionAccount is { } account ? MessageJson.Read<Account>(account) : null,
            row.IssuedAt, row.ReadAt, row.ReadBy);
    }

    /// <summary>The debtor confirms that it has read the notice; the first reading is recorded.</summary>
    public static async Task<Result<View>> Read(Guid id, Caller caller, UnitOfWork work)
    {
        if (await DealStore.Find(work, id) is not { } deal || deal.DebtorId != caller.OrganisationId)
            return new NotFound("notice", id);
        await work.Execute(MarkRead, new { DealId = id, ReadAt = work.BusinessNow, ReadBy = caller.Id });
        return await Show(id, caller, work);
    }

    private static bool IsParty(Deal deal, Caller caller) =>
        deal.DebtorId == caller.OrganisationId || deal.SellerId == caller.OrganisationId
        || deal.FinancierId == caller.OrganisationId || caller.Is(OrganisationKinds.Auditor);

    private sealed class Row
    {
        public DateTimeOffset IssuedAt { get; init; }
        public string? CollectionAccount { get; init; }
        public DateTimeOffset? ReadAt { get; init; }
        public Guid? ReadBy { get; init; }
    }
}
