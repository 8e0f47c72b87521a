using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>Tells whoever waits for a deal's payment how it ended. Payouts of a collection are nobody's step: their
/// state is read here.</summary>
internal static class PaymentNews
{
    public static void Publish(UnitOfWork work, Payment payment, PaymentEffect effect)
    {
        if (payment.DealId is not { } deal) return;
        switch (effect)
        {
            case PaymentEffect.WillNeverExecute:
                work.Publish(new PaymentWillNeverExecute(payment.Id, deal, payment.Reason ?? payment.State));
                break;
            case PaymentEffect.Settled:
                work.Publish(new PaymentSettled(
                    payment.Id, deal, payment.Currency, payment.Amount, payment.BookedOn!.Value,
                    payment.BankReference!));
                break;
            case PaymentEffect.None or PaymentEffect.SendAgain or PaymentEffect.Exception:
                break;
        }
    }
}
