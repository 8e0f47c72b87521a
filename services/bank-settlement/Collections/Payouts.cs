using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>Instructs what a collection owes a payee, out of the collection account. Each payout is an instruction of
/// its own: it may fail and be repeated without touching the discharge.</summary>
internal static class Payouts
{
    public static async Task Instruct(
        UnitOfWork work, Collection collection, Guid receiptId, Guid payeeId, Money amount, string kind)
    {
        var payment = new Payment
        {
            Id = Guid.CreateVersion7(),
            Kind = kind,
            CollectionId = collection.Id,
            ReceiptId = receiptId,
            PayerId = collection.DebtorId,
            PayeeId = payeeId,
            Currency = amount.Currency.Code,
            Amount = amount.Minor,
            ValueDate = work.BusinessToday,
            Description = kind == PaymentKinds.Surplus
            ? $"Surplus of {collection.Reference}" : $"Share of {collection.Reference}",
        };
        await payment.Insert(work);
        await StandingMandate.Release(work, payment);
    }
}
