using SupplyFinance.Platform.Money;

namespace SupplyFinance.SandboxBank;

/// <summary>A credit transfer that a customer ordered by pain.001.</summary>
public sealed record PaymentOrder(
    string MessageId, string EndToEndId, string? Uetr, string DebtorName, string DebtorAccount, string CreditorName,
    string CreditorAccount,
    Money Amount, DateOnly ExecuteOn, string? Remittance);

/// <summary>Why an order cannot be taken, with the ISO 20022 status reason code.</summary>
public sealed record OrderDefect(string ReasonCode, string Text);
