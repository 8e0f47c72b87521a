using SupplyFinance.Contracts;

namespace SupplyFinance.Invoices.Tests;

public sealed class ClaimFingerprintsTests
{
    [Fact]
    public async Task A_claim_is_granted_once_and_answers_the_same_again()
    {
        await using var fixture = await InvoiceFixture.Start();
        var claim = new ClaimInvoices(Guid.CreateVersion7(), Guid.CreateVersion7(),
            [await fixture.Registered("A"), await fixture.Registered("B")]);

        await fixture.Service.Deliver(claim);
        await fixture.Service.Deliver(claim);

        Assert.Equal([claim.ClaimId, claim.ClaimId],
            (await fixture.Service.Sent<InvoicesClaimed>()).Select(x => x.ClaimId));
        Assert.Empty(await fixture.Service.Sent<InvoiceClaimRefused>());
    }

    [Fact]
    public async Task Another_deal_gets_none_of_its_invoices_when_one_is_taken()
    {
        await using var fixture = await InvoiceFixture.Start();
        var (a, b) = (await fixture.Registered("A"), await fixture.Registered("B"));
        await fixture.Service.Deliver(new ClaimInvoices(Guid.CreateVersion7(), Guid.CreateVersion7(), [b]));
        var second = new ClaimInvoices(Guid.CreateVersion7(), Guid.CreateVersion7(), [a, b]);

        await fixture.Service.Deliver(second);
        await fixture.Service.Deliver(second);
        await fixture.Service.Deliver(new ClaimInvoices(Guid.CreateVersion7(), Guid.CreateVersion7(), [a]));

        Assert.All(await fixture.Service.Sent<InvoiceClaimRefused>(), x => Assert.Equal(
            (second.ClaimId, b, ClaimFingerprints.ClaimedByOther), (x.ClaimId, x.InvoiceId, x.Reason)));
        Assert.Equal(2, (await fixture.Service.Sent<InvoiceClaimRefused>()).Count);
        Assert.Equal(2, (await fixture.Service.Sent<InvoicesClaimed>()).Count);
    }

    [Fact]
    public async Task A_flagged_and_an_unknown_invoice_are_refused_by_name()
    {
        await using var fixture = await InvoiceFixture.Start();
        await fixture.Registered("A-1");
        var flagged = await fixture.Registered("A1");
        var unknown = Guid.CreateVersion7();

        await fixture.Service.Deliver(new ClaimInvoices(Guid.CreateVersion7(), Guid.CreateVersion7(), [flagged]));
        await fixture.Service.Deliver(new ClaimInvoices(Guid.CreateVersion7(), Guid.CreateVersion7(), [unknown]));

        Assert.Equal([(flagged, ClaimFingerprints.FlaggedInvoice), (unknown, ClaimFingerprints.UnknownInvoice)],
            (await fixture.Service.Sent<InvoiceClaimRefused>()).Select(x => (x.InvoiceId!.Value, x.Reason)));
    }

    [Fact]
    public async Task Parallel_claims_of_one_invoice_are_granted_once()
    {
        await using var fixture = await InvoiceFixture.Start();
        var id = await fixture.Registered();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            fixture.Service.Deliver(new ClaimInvoices(Guid.CreateVersion7(), Guid.CreateVersion7(), [id]))));

        Assert.Single(await fixture.Service.Sent<InvoicesClaimed>());
        Assert.Equal(49, (await fixture.Service.Sent<InvoiceClaimRefused>()).Count);
    }
}
