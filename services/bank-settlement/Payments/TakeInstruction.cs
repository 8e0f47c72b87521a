using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>A deal's disbursement is instructed. The payment's id is the instruction's: the same instruction again
/// changes nothing, and one that was cancelled before it came is refused.</summary>
public static class TakeInstruction
{
    /// <summary>The table's width; a bank is sent 140 characters of it.</summary>
    private const int DescriptionLength = 300;

    private static readonly Sql FindCancel = Sql.Of("select reason from payment_cancel where payment_id = @paymentId");

    public static async Task Handle(InstructPayment message, UnitOfWork work)
    {
        if (message.Amount <= 0) throw new ArgumentException(
            $"Payment {message.PaymentId} instructs {message.Amount}.", nameof(message));
        await FirstWord.Of(work, message.PaymentId);
        var cancelled = await work.QueryFirst<string>(FindCancel, new { message.PaymentId });
        var payment = new Payment
        {
            Id = message.PaymentId,
            Kind = PaymentKinds.Disbursement,
            DealId = message.DealId,
            PayerId = message.PayerId,
            PayeeId = message.PayeeId,
            Currency = message.Currency,
            Amount = message.Amount,
            ValueDate = message.ValueDate,
            Description = message.Description.Length > DescriptionLength
            ? message.Description[..DescriptionLength] : message.Description,
            State = cancelled is null ? PaymentStates.Instructed : PaymentStates.Cancelled,
            CancelRequested = cancelled is not null,
            Reason = cancelled,
        };
        await payment.Insert(work);
    }
}
