using SupplyFinance.Contracts;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>A lot as the ledger last told of it.</summary>
public sealed class LotCopy
{
    public Guid Id { get; init; }
    public Guid ReceivableId { get; init; }
    public Guid DebtorId { get; init; }
    public Guid HolderId { get; init; }
    public string Currency { get; init; } = "";
    public long Amount { get; init; }
    public DateOnly DueDate { get; init; }
    public string State { get; init; } = "";
    public string? LockPurpose { get; init; }
}

/// <summary>Which lots may enter an auction together.</summary>
public static class OpeningRules
{
    /// <summary>The first rule that the bundle breaks, or null.</summary>
    public static Failure? Judge(IReadOnlyList<Guid> asked, IReadOnlyList<LotCopy> lots, Guid callerId, DateOnly today)
    {
        if (asked.Count is 0 or > FactoringPolicy.MaxLots || asked.Distinct().Count() != asked.Count)
            return new InvalidField("lotIds", "lots", $"A request names 1 to {FactoringPolicy.MaxLots} lots, each once.");
        var held = lots.Where(x => x.HolderId == callerId).ToDictionary(x => x.Id);
        if (asked.FirstOrDefault(id => !held.ContainsKey(id)) is var missing && missing != default)
            return new NotFound("lot", missing);
        if (lots.FirstOrDefault(x => x.State != LotStates.Live || x.LockPurpose is not null) is { } taken)
            return new LotNotFree(taken.Id, taken.LockPurpose ?? taken.State);
        if (lots.Select(x => x.DebtorId).Distinct().Count() > 1) return new MixedDebtors();
        if (lots.Select(x => x.Currency).Distinct().Count() > 1) return new MixedCurrencies();
        var earliest = today.AddDays(FactoringPolicy.MinimumRemainingDays);
        return lots.FirstOrDefault(x => x.DueDate < earliest) is { } due ? new TenorTooShort(due.Id, due.DueDate) : null;
    }
}

/// <summary>The lot is locked, or no longer live.</summary>
public sealed record LotNotFree(Guid LotId, string Why) : Failure(
    FailureKind.Conflict, "lot-not-free", $"Lot {LotId} cannot be financed now: {Why}.", "lotIds");

/// <summary>A bundle is of one debtor.</summary>
public sealed record MixedDebtors() : Failure(
    FailureKind.Invalid, "mixed-debtors", "The lots of one request are all owed by one debtor.", "lotIds");

/// <summary>A bundle is in one currency.</summary>
public sealed record MixedCurrencies() : Failure(
    FailureKind.Invalid, "mixed-currencies", "The lots of one request are all in one currency.", "lotIds");

/// <summary>Too little time is left to the due date.</summary>
public sealed record TenorTooShort(Guid LotId, DateOnly DueDate) : Failure(
    FailureKind.Invalid, "remaining-tenor-too-short",
    $"Lot {LotId} is due on {DueDate:yyyy-MM-dd}; at least {FactoringPolicy.MinimumRemainingDays} days must be left.", "lotIds");

/// <summary>An invoice behind the lots is flagged, and nobody has cleared it.</summary>
public sealed record InvoiceFlagged(Guid InvoiceId, string Flags) : Failure(
    FailureKind.Invalid, "invoice-flagged", $"Invoice {InvoiceId} is flagged: {Flags}. Ask the operator to look at it.");

/// <summary>The receivable is not one that can be financed now.</summary>
public sealed record ReceivableNotConfirmed(Guid ReceivableId, string State) : Failure(
    FailureKind.Conflict, "receivable-not-confirmed", $"Receivable {ReceivableId} is {State}.");

/// <summary>The news of the receivable or its invoices has not reached this service yet.</summary>
public sealed record EvidenceNotKnown() : Failure(
    FailureKind.NotYet, "evidence-not-known", "The receivable's invoices are not known here yet. Try again in a moment.");
