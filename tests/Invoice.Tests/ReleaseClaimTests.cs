using SupplyFinance.Contracts;

namespace SupplyFinance.Invoices.Tests;

public sealed class ReleaseClaimTests
{
    [Fact]
    public async Task A_released_claim_frees_its_invoices_for_another_deal()
    {
        await using var fixture = await InvoiceFixture.Start();
        var claim = new ClaimInvoices(Guid.CreateVersion7(), Guid.CreateVersion7(), [await fixture.Registered()]);
        await fixture.Service.Deliver(claim);

        await fixture.Service.Deliver(new ReleaseInvoiceClaim(claim.ClaimId, claim.DealId));
        await fixture.Service.Deliver(claim with { ClaimId = Guid.CreateVersion7(), DealId = Guid.CreateVersion7() });

        Assert.Equal(2, (await fixture.Service.Sent<InvoicesClaimed>()).Count);
    }

    [Fact]
    public async Task A_release_that_overtakes_its_claim_makes_the_claim_be_refused()
    {
        await using var fixture = await InvoiceFixture.Start();
        var claim = new ClaimInvoices(Guid.CreateVersion7(), Guid.CreateVersion7(), [await fixture.Registered()]);

        await fixture.Service.Deliver(new ReleaseInvoiceClaim(claim.ClaimId, claim.DealId));
        await fixture.Service.Deliver(claim);
        await fixture.Service.Deliver(new ReleaseInvoiceClaim(claim.ClaimId, claim.DealId));

        var refused = Assert.Single(await fixture.Service.Sent<InvoiceClaimRefused>());
        Assert.Equal((claim.ClaimId, null, ClaimFingerprints.ReleasedBefore),
            (refused.ClaimId, refused.InvoiceId, refused.Reason));
        Assert.Empty(await fixture.Service.Sent<InvoicesClaimed>());
    }
}
