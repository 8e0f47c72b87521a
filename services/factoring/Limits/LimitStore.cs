using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Limits;

/// <summary>Credit limits in the database. Whoever changes what is used locks the limits' rows first, in id order.</summary>
public static class LimitStore
{
    internal const string Columns =
        "position, id, version, bank_id, debtor_id, supplier_id, currency, amount, valid_until, suspended, blocked, utilised";

    private static readonly Sql Applicable = Sql.By(d => $"""
        select {Columns} from {d.Locked("credit_limit")}
        where bank_id = @bankId and debtor_id = @debtorId and currency = @currency
          and (supplier_id is null or supplier_id = @supplierId)
        order by id {d.ForUpdate}
        """);

    private static readonly Sql UsedByRequest = Sql.By(d => $"""
        select {Columns} from {d.Locked("credit_limit")}
        where id in (select u.limit_id from limit_use u join bid b on b.id = u.bid_id where b.request_id = @requestId)
        order by id {d.ForUpdate}
        """);

    private static readonly Sql UsedByBid = Sql.By(d => $"""
        select {Columns} from {d.Locked("credit_limit")}
        where id in (select limit_id from limit_use where bid_id = @bidId) order by id {d.ForUpdate}
        """);

    private static readonly Sql UsesOf = Sql.Of(
        "select limit_id, kind, amount from limit_use where bid_id = @bidId order by limit_id");

    private static readonly Sql SaveUse = Sql.Upsert("limit_use", "bid_id, limit_id", "bid_id, limit_id, kind, amount");

    private static readonly Sql SaveLimit = Sql.Of(
        "update credit_limit set blocked = @blocked, utilised = @utilised, version = version + 1 where id = @id");

    /// <summary>What a bid or deal holds on one limit.</summary>
    private enum Use
    {
        Blocked,
        Utilised,
        Released,
    }

    /// <summary>Holds a face for a bid against every limit that applies, or says which rule forbids it.</summary>
    public static async Task<Failure?> Block(
        UnitOfWork work, Guid bankId, Guid debtorId, Guid supplierId, Guid bidId, Money face)
    {
        var limits = await Find(work, bankId, debtorId, supplierId, face.Currency);
        switch (LimitBlock.Judge(limits, debtorId, supplierId, face, work.BusinessToday))
        {
            case LimitBlock.NoLimit: return new NoCreditLimit();
            case LimitBlock.Exceeded exceeded: return new LimitExceeded(exceeded.LimitId, exceeded.Free, face);
            case LimitBlock.Held held:
                foreach (var limit in held.Limits) await Save(work, limit, bidId, Use.Blocked, face.Minor);
                return null;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The bank's limits for a debtor's debts to a supplier, locked for this transaction.</summary>
    public static async Task<IReadOnlyList<CreditLimit>> Find(
        UnitOfWork work, Guid bankId, Guid debtorId, Guid supplierId, Currency currency) =>
        [.. (await work.Query<Row>(Applicable, new { bankId, debtorId, supplierId, currency = currency.Code }))
            .Select(x => x.ToLimit())];

    /// <summary>Locks every limit that a request's bids use, before several of them change.</summary>
    public static Task LockUsedBy(UnitOfWork work, Guid requestId) => work.Query<Row>(UsedByRequest, new { requestId });

    /// <summary>Gives a bid's block back.</summary>
    public static Task Unblock(UnitOfWork work, Guid bidId) =>
        Change(work, bidId, Use.Blocked, Use.Released, (limit, held) => limit.Unblock(held));

    /// <summary>Turns the winning bid's block into utilisation.</summary>
    public static Task Convert(UnitOfWork work, Guid bidId) =>
        Change(work, bidId, Use.Blocked, Use.Utilised, (limit, held) => limit.Convert(held));

    /// <summary>Gives back all that a failed deal still uses.</summary>
    public static Task Repay(UnitOfWork work, Guid bidId) =>
        Change(work, bidId, Use.Utilised, Use.Released, (limit, held) => limit.Repay(held));

    /// <summary>Gives back a discharged face, never more than the deal still uses.</summary>
    public static async Task Repay(UnitOfWork work, Guid bidId, long face)
    {
        foreach (var (limit, use) in await Uses(work, bidId, Use.Utilised))
        {
            var repaid = Math.Min(face, use.Amount);
            await Save(
                work, limit.Repay(new Money(repaid, limit.Amount.Currency)), bidId, Use.Utilised, use.Amount - repaid);
        }
    }

    private static async Task Change(
        UnitOfWork work, Guid bidId, Use from, Use to, Func<CreditLimit, Money, CreditLimit> change)
    {
        foreach (var (limit, use) in await Uses(work, bidId, from))
        {
            await Save(work, change(limit, new Money(use.Amount, limit.Amount.Currency)), bidId, to, use.Amount);
        }
    }

    // The limits first, then what is used of them: whoever waited for a limit sees what the one before it left.
    private static async Task<IEnumerable<(CreditLimit Limit, UseRow Use)>> Uses(UnitOfWork work, Guid bidId, Use kind)
    {
        var limits = (await work.Query<Row>(UsedByBid, new { bidId })).ToDictionary(x => x.Id, x => x.ToLimit());
        return (await work.Query<UseRow>(UsesOf, new { bidId })).Where(x => x.Kind == kind.ToString())
            .Select(x => (limits[x.LimitId], x));
    }

    private static async Task Save(UnitOfWork work, CreditLimit limit, Guid bidId, Use kind, long amount)
    {
        await work.Execute(SaveLimit, new { limit.Id, Blocked = limit.Blocked.Minor, Utilised = limit.Utilised.Minor });
        await work.Execute(SaveUse, new { bidId, LimitId = limit.Id, Kind = kind.ToString(), amount });
    }

    private sealed class UseRow
    {
        public Guid LimitId { get; init; }
        public string Kind { get; init; } = "";
        public long Amount { get; init; }
    }

    internal sealed class Row
    {
        public long Position { get; init; }
        public Guid Id { get; init; }
        public long Version { get; init; }
        public Guid BankId { get; init; }
        public Guid DebtorId { get; init; }
        public Guid? SupplierId { get; init; }
        public string Currency { get; init; } = "";
        public long Amount { get; init; }
        public DateOnly ValidUntil { get; init; }
        public bool Suspended { get; init; }
        public long Blocked { get; init; }
        public long Utilised { get; init; }

        public CreditLimit ToLimit()
        {
            var currency = Platform.Money.Currency.Of(Currency);
            return new CreditLimit(
                Id, BankId, DebtorId, SupplierId, new Money(Amount, currency), ValidUntil, Suspended,
                new Money(Blocked, currency), new Money(Utilised, currency));
        }
    }
}
