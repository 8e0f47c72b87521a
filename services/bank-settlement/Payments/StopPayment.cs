using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.BankSettlement;

/// <summary>Whoever instructed a payment wants it stopped. Before it left, it never executes; afterwards only the
/// bank's word ends it. A cancel that comes first is kept, and its instruction is refused when it comes.</summary>
public static class StopPayment
{
    private static readonly Sql Keep = Sql.InsertIfAbsent("payment_cancel", "payment_id", "payment_id, reason");

    public static async Task Handle(CancelPayment message, UnitOfWork work)
    {
        await FirstWord.Of(work, message.PaymentId);
        var isFirst = await work.Execute(Keep, new { message.PaymentId, message.Reason }) == 1;
        if (await Payment.Lock(work, message.PaymentId) is not { } payment)
        {
            if (isFirst) work.Publish(new PaymentWillNeverExecute(message.PaymentId, message.DealId, message.Reason));
            return;
        }

        var step = PaymentProcess.Cancel(payment.State);
        if (step.State != payment.State)
        {
            payment.Reason = message.Reason;
            await Approvals.Void(work, ReleasePayment.Command, payment.Id, "The payment was cancelled.");
        }

        payment.State = step.State;
        payment.CancelRequested = true;
        await payment.Save(work);
        PaymentNews.Publish(work, payment, step.Effect);
    }
}
