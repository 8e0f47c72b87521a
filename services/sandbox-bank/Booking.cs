using SupplyFinance.Platform.Money;

namespace SupplyFinance.SandboxBank;

/// <summary>One movement on one account, as the bank booked it.</summary>
/// <param name="Reference">The bank's own reference, one per account and movement.</param>
/// <param name="IsCredit">Money in; otherwise money out.</param>
/// <param name="CreditorReference">What the payer quoted in structured form, else null.</param>
/// <param name="Text">What the payer wrote in plain text, else null.</param>
public sealed record Booking(
    string Reference, string Account, bool IsCredit, Money Amount, DateOnly BookedOn, DateOnly ValueDate,
    string? EndToEndId, string? Uetr,
    string? CreditorReference, string? Text, string CounterpartyName, string CounterpartyAccount);
