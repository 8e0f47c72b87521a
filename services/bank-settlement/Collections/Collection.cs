using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>What one debtor owes at maturity on one receivable. The id is the receivable's.</summary>
public sealed class Collection
{
    internal const string Columns =
        "position, id, version, debtor_id, supplier_id, currency, principal, principal_paid, late_paid, "
        + "late_accrued, late_from, "
        + "late_rate_ppm, late_day_basis, due_date, record_date, state, reference, account_number";

    private static readonly Sql Add = Sql.InsertIfAbsent(
        "collection", "id",
        "id, version, debtor_id, supplier_id, currency, principal, principal_paid, late_paid, late_accrued, "
        + "late_from, late_rate_ppm, "
        + "late_day_basis, due_date, record_date, state, reference, account_number");

    private static readonly Sql FindForUpdate = Sql.By(d =>
        $"select {Columns} from {d.Locked("collection")} where id = @id {d.ForUpdate}");

    private static readonly Sql FindOne = Sql.Of($"select {Columns} from collection where id = @id");
    private static readonly Sql FindByReference =
        Sql.Of($"select {Columns} from collection where reference = @reference");

    private static readonly Sql Update = Sql.Of("""
        update collection set version = @version, principal_paid = @principalPaid, late_paid = @latePaid,
            late_accrued = @lateAccrued,
            late_from = @lateFrom, state = @state, account_number = @accountNumber
        where id = @id
        """);

    public long Position { get; init; }
    public Guid Id { get; init; }
    public long Version { get; set; } = 1;
    public Guid DebtorId { get; init; }
    public Guid SupplierId { get; init; }
    public string Currency { get; init; } = "";
    public long Principal { get; init; }
    public long PrincipalPaid { get; set; }
    public long LatePaid { get; set; }
    public long LateAccrued { get; set; }
    public DateOnly LateFrom { get; set; }
    public int LateRatePpm { get; init; }
    public string LateDayBasis { get; init; } = "";
    public DateOnly DueDate { get; init; }
    public DateOnly RecordDate { get; init; }
    public string State { get; set; } = CollectionStates.Open;
    public string Reference { get; init; } = "";
    public string? AccountNumber { get; set; }

    /// <summary>What is owed, before the late charge since the last payment.</summary>
    public Debt Debt => new(
        Money(Principal - PrincipalPaid), Money(LateAccrued), LateFrom,
        new LateCharge(new Rate(LateRatePpm), DayBasis.Of(LateDayBasis)));

    public Money Money(long minor) => new(minor, Platform.Money.Currency.Of(Currency));

    /// <summary>The collection, for a change in this transaction.</summary>
    public static Task<Collection?> Lock(UnitOfWork work, Guid id) =>
        work.QueryFirst<Collection>(FindForUpdate, new { id });

    public static Task<Collection?> Find(UnitOfWork work, Guid id) => work.QueryFirst<Collection>(FindOne, new { id });

    /// <summary>The collection whose reference a payer quoted, with or without spaces.</summary>
    public static async Task<Collection?> ByReference(UnitOfWork work, string? quoted)
    {
        var reference = quoted?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return CreditorReference.IsValid(reference)
            ? await work.QueryFirst<Collection>(FindByReference, new { reference }) : null;
    }

    /// <summary>Stores a new collection and tells of it; false when it is known already.</summary>
    public async Task<bool> Insert(UnitOfWork work)
    {
        if (await work.Execute(Add, this) == 0) return false;
        work.Publish(Changed());
        return true;
    }

    /// <summary>Takes over what a payment left.</summary>
    public void Pay(Waterfall paid)
    {
        PrincipalPaid += paid.Principal.Minor;
        LatePaid += paid.Late.Minor;
        LateAccrued = paid.Debt.LateAccrued.Minor;
        LateFrom = paid.Debt.LateFrom;
    }

    /// <summary>The state that the figures and the date make: a row never decides it by itself.</summary>
    public string StateOn(DateOnly today, bool isRecorded) =>
        PrincipalPaid == Principal ? CollectionStates.Paid
        : today > DueDate ? CollectionStates.Overdue
        : isRecorded ? CollectionStates.Recorded
        : CollectionStates.Open;

    /// <summary>Stores the next version and tells of it.</summary>
    public async Task Save(UnitOfWork work)
    {
        Version++;
        await work.Execute(Update, this);
        work.Publish(Changed());
    }

    public CollectionChanged Changed() => new(
        Id, Version, DebtorId, Currency, Principal, PrincipalPaid, LatePaid, DueDate, State);
}
