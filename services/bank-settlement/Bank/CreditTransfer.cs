using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>One side of a transfer: name, account number and the bank's BIC.</summary>
public sealed record TransferParty(string Name, string Account, string Bic);

/// <summary>One credit transfer as it is told to the payer's bank.</summary>
/// <param name="PaymentId">Its 32 hexadecimal digits are message id, instruction id and end-to-end id: re-sending is
/// recognised.</param>
/// <param name="Uetr">Unique end-to-end transaction reference, a UUID version 4.</param>
/// <param name="MadeAt">When the message was made, system clock, UTC.</param>
/// <param name="ExecuteOn">Requested execution date.</param>
/// <param name="Remittance">Unstructured remittance text; at most 140 characters are sent.</param>
public sealed record CreditTransfer(
    Guid PaymentId, Guid Uetr, DateTimeOffset MadeAt, DateOnly ExecuteOn, TransferParty Payer, TransferParty Payee,
    Money Amount,
    string Remittance)
{
    /// <summary>A payment's id in ISO 20022 messages (Max35Text has no room for the dashes).</summary>
    public static string IdText(Guid paymentId) => paymentId.ToString("N");
}
