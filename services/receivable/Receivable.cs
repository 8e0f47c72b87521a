using SupplyFinance.Contracts;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Receivables;

/// <summary>A claim of one supplier on one core enterprise, backed by invoices. Every method decides and returns the
/// next state or a refusal; nothing is written here.</summary>
/// <param name="DueDate">Rolled to a business day; <paramref name="AgreedDueDate"/> is the day before rolling.</param>
/// <param name="Delivered">The earliest delivery among the invoices.</param>
/// <param name="LapsesAt">When an unanswered proposal lapses, business clock.</param>
/// <param name="Reason">Why less was confirmed, why it is disputed, or why the ledger refused, whichever came
/// last.</param>
public sealed record Receivable(
    Guid Id, long Version, Guid SupplierId, Guid DebtorId, IReadOnlyList<Guid> InvoiceIds, Money Proposed,
    Money? Confirmed, DateOnly DueDate, DateOnly AgreedDueDate, DateOnly Delivered, string State, Guid? RootLotId,
    Rate LateRate, DateOnly? ConfirmedOn, DateTimeOffset LapsesAt, string TenorPolicy, string? Reason)
{
    /// <summary>An auction bundle, a notice and a ledger issue stay readable; larger debts are several
    /// receivables.</summary>
    public const int MaxInvoices = 200;

    /// <summary>Fits a notice line and every database's text column.</summary>
    public const int MaxReason = 500;

    /// <summary>A debtor that has not answered a proposal within 30 days has not confirmed it; the invoices become
    /// free again.</summary>
    public static readonly TimeSpan LapsesAfter = TimeSpan.FromDays(30);

    /// <summary>Late charge where the confirmation names none: 8 % a year.</summary>
    public static readonly Rate DefaultLateRate = new(80_000);

    /// <summary>24 % a year, the ceiling Chinese courts long applied to agreed interest.</summary>
    public const int MaxLateRatePpm = 240_000;

    public const string LateDayBasis = "ACT/360";

    /// <summary>Warnings as of its confirmation, or as of today while it is not confirmed.</summary>
    public IReadOnlyList<string> WarningsOn(DateOnly today)
    {
        var issued = ConfirmedOn ?? today;
        return Warnings.Of(Receivables.TenorPolicy.For(Proposed.Currency.Code, issued), issued, Delivered, DueDate);
    }

    /// <summary>The debtor confirms, in full or for less with a reason. From here on only the ledger's answer changes
    /// it.</summary>
    public Result<Receivable> Confirm(Money? amount, string? reason, int? lateRatePpm, bool issuanceStopped,
        DateOnly today)
    {
        var confirmed = amount ?? Proposed;
        var policy = Receivables.TenorPolicy.For(Proposed.Currency.Code, today);
        Failure? refusal = State != ReceivableStates.Proposed ? new WrongState(State, ReceivableStates.Proposed)
            : issuanceStopped ? new IssuanceStopped()
            : confirmed.Currency != Proposed.Currency ? new CurrencyMismatch(Proposed.Currency.Code)
            : !confirmed.IsPositive ? new AmountNotPositive("amount")
            : confirmed > Proposed ? new AmountOverProposed(Proposed)
            : confirmed < Proposed && string.IsNullOrWhiteSpace(reason) ? new ReasonMissing()
            : reason?.Length > MaxReason ? new ReasonTooLong(MaxReason)
            : lateRatePpm is < 0 or > MaxLateRatePpm ? new LateRateOutOfRange(MaxLateRatePpm)
            : Tenor(DueDate, today, policy);
        return refusal is not null ? refusal : Next() with
        {
            State = ReceivableStates.Confirming,
            Confirmed = confirmed,
            Reason = string.IsNullOrWhiteSpace(reason) ? null : reason,
            LateRate = lateRatePpm is { } ppm ? new Rate(ppm) : DefaultLateRate,
            ConfirmedOn = today,
            TenorPolicy = policy.Name,
        };
    }

    /// <summary>The ledger issued the lot: the debt right exists.</summary>
    public Result<Receivable> LotIssued(Guid lotId) => In(ReceivableStates.Confirming)
        ?? (Result<Receivable>)(Next() with { State = ReceivableStates.Confirmed, RootLotId = lotId });

    /// <summary>The ledger refused: the proposal stands as before, and shows why.</summary>
    public Result<Receivable> IssueRefused(string reason) => In(ReceivableStates.Confirming)
        ?? (Result<Receivable>)(Next() with
        {
            State = ReceivableStates.Proposed,
            Confirmed = null,
            ConfirmedOn = null,
            Reason = reason.Length <= MaxReason ? reason : reason[..MaxReason],
        });

    /// <summary>The debtor says why it does not owe this.</summary>
    public Result<Receivable> Dispute(string? reason) => (Failure?)In(ReceivableStates.Proposed) ?? NeedsReason(reason)
        ?? (Result<Receivable>)(Next() with { State = ReceivableStates.Disputed, Reason = reason });

    /// <summary>The supplier has settled the dispute and proposes again; the time to answer starts anew.</summary>
    public Result<Receivable> ProposeAgain(DateTimeOffset now, DateOnly today) =>
        (Failure?)In(ReceivableStates.Disputed)
        ?? Tenor(DueDate, today, Receivables.TenorPolicy.For(Proposed.Currency.Code, today))
        ?? (Result<Receivable>)(
            Next() with { State = ReceivableStates.Proposed, Reason = null, LapsesAt = now + LapsesAfter });

    /// <summary>The supplier takes an unconfirmed proposal back; its invoices are free again.</summary>
    public Result<Receivable> Withdraw() => In(ReceivableStates.Proposed, ReceivableStates.Disputed)
        ?? (Result<Receivable>)(Next() with { State = ReceivableStates.Withdrawn });

    /// <summary>An unanswered or disputed proposal ends by time. Judged by the stored instant, whenever the reminder
    /// arrives.</summary>
    public Result<Receivable> Lapse(DateTimeOffset now) =>
        (Failure?)In(ReceivableStates.Proposed, ReceivableStates.Disputed)
        ?? (now < LapsesAt ? new NotLapsedYet(LapsesAt) : null)
        ?? (Result<Receivable>)(Next() with { State = ReceivableStates.Lapsed });

    /// <summary>What the collection of a confirmed receivable says of it; null when it says nothing new.</summary>
    public Receivable? Collected(string collectionState)
    {
        var state = collectionState switch
        {
            CollectionStates.Paid => ReceivableStates.Paid,
            CollectionStates.Overdue => ReceivableStates.Overdue,
            _ => null,
        };
        var follows = State is ReceivableStates.Confirmed or ReceivableStates.Overdue;
        return state is not null && follows && state != State ? Next() with { State = state } : null;
    }

    /// <summary>The refusal of a due date that is not ahead or further ahead than policy allows.</summary>
    internal static Failure? Tenor(DateOnly due, DateOnly today, TenorPolicy policy) =>
        due <= today ? new DueDateNotAhead(due, today)
        : policy.IsOver(today, due) ? new TenorOverMaximum(due, policy)
        : null;

    private static Failure? NeedsReason(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? new ReasonMissing()
        : reason.Length > MaxReason ? new ReasonTooLong(MaxReason)
        : null;

    private WrongState? In(params string[] states) =>
        states.Contains(State) ? null : new WrongState(State, string.Join(" or ", states));

    private Receivable Next() => this with { Version = Version + 1 };
}
