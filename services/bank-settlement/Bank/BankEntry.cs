using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>One booked movement on an account, as the bank states it in camt.054 or camt.053.</summary>
/// <param name="Account">The account's number (IBAN or the bank's own).</param>
/// <param name="BankReference">The account servicer's reference; the same movement always carries the same one.</param>
/// <param name="IsCredit">Money in; otherwise money out.</param>
/// <param name="Amount">What was booked, positive.</param>
/// <param name="Charges">Bank charges that the bank states and has not taken out of the amount.</param>
/// <param name="IsReversal">The bank takes an earlier booking back.</param>
/// <param name="BookedOn">Booking date.</param>
/// <param name="ValueDate">The date from which the bank counts the money; the booking date where it states
/// none.</param>
/// <param name="EndToEndId">The payer's reference, null for <c>NOTPROVIDED</c>.</param>
/// <param name="Remittance">The structured creditor reference, else the unstructured text.</param>
/// <param name="Counterparty">Name on the other side, where stated.</param>
public sealed record BankEntry(
    string Account, string BankReference, bool IsCredit, Money Amount, Money Charges, bool IsReversal,
    DateOnly BookedOn, DateOnly ValueDate,
    string? EndToEndId, string? Remittance, string? Counterparty);

/// <summary>An entry that cannot be read: where it stands in the document and what is wrong with it.</summary>
public sealed record EntryDefect(string Place, string What);

/// <summary>What a bank's notification or statement says. Entries that are not booked yet count for nothing and are
/// only counted.</summary>
public sealed record BankNotification(
    string MessageId, IReadOnlyList<BankEntry> Entries, IReadOnlyList<EntryDefect> Defects, int NotBooked);
