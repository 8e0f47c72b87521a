using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>A payment's instruction and its cancel may come at the same moment, and neither could see the other's row:
/// one says that the payment never executes, the other instructs it. Each says its word here first; the second waits
/// until the first has committed.</summary>
internal static class FirstWord
{
    private static readonly Sql Say = Sql.InsertIfAbsent("payment_word", "payment_id", "payment_id");

    public static Task Of(UnitOfWork work, Guid paymentId) => work.Execute(Say, new { paymentId });
}
