using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Invoices;

/// <summary>Gives a claim's fingerprints back. A release that overtakes its claim is recorded, and the claim is
/// refused when it comes.</summary>
public static class ReleaseClaim
{
    private static readonly Sql Enter = Sql.InsertIfAbsent("claim", "claim_id", "claim_id, deal_id, state");

    private static readonly Sql SetReleased = Sql.Of("update claim set state = @state where claim_id = @claimId");

    public static async Task Handle(ReleaseInvoiceClaim message, UnitOfWork work)
    {
        var released = new { message.ClaimId, message.DealId, State = ClaimFingerprints.Released };
        if (await work.Execute(Enter, released) == 1) return;
        await work.Execute(SetReleased, released);
        await work.Execute(ClaimFingerprints.GiveBack, message);
    }
}
