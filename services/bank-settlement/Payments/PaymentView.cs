using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>A payment as its payer and payee see it.</summary>
/// <param name="Id">The payment; its 32 hexadecimal digits are the reference at the banks.</param>
/// <param name="Kind"><c>disbursement payout surplus</c>.</param>
/// <param name="DealId">The deal it disburses.</param>
/// <param name="CollectionId">The receivable whose collection it pays out.</param>
/// <param name="ReplacesId">The rejected payment that it repeats under a new id.</param>
/// <param name="Amount">What is paid.</param>
/// <param name="ValueDate">When it is to be paid.</param>
/// <param name="State"><c>instructed released submitted indeterminate settled rejected cancelled</c>.</param>
/// <param name="CancelRequested">Asked to be stopped after it had left: only the bank's word decides.</param>
/// <param name="PayerAccount">Copied when it was released.</param>
/// <param name="PayeeAccount">Copied when it was released.</param>
/// <param name="Reason">Why it is where it is, where that needs a reason.</param>
/// <param name="BankReference">The booking's reference at the payer's bank.</param>
/// <param name="BookedOn">The booking's date.</param>
public sealed record PaymentView(
    Guid Id, string Kind, Guid? DealId, Guid? CollectionId, Guid? ReplacesId, Guid PayerId, Guid PayeeId, Money Amount,
    DateOnly ValueDate,
    string Description, string State, bool CancelRequested, AccountCopy? PayerAccount, AccountCopy? PayeeAccount,
    DateTimeOffset? SubmittedAt, string? Reason, string? BankReference, DateOnly? BookedOn)
{
    public static PaymentView Of(Payment x) => new(
        x.Id, x.Kind, x.DealId, x.CollectionId, x.ReplacesId, x.PayerId, x.PayeeId, x.Money, x.ValueDate, x.Description,
        x.State,
        x.CancelRequested, AccountCopy.Of(x.PayerAccount), AccountCopy.Of(x.PayeeAccount), x.SubmittedAt, x.Reason,
        x.BankReference, x.BookedOn);
}
