using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Invoices.Tests;

public sealed class ClearFlagsTests
{
    [Fact]
    public async Task The_operators_maker_and_checker_clear_a_flag_and_the_invoice_can_be_claimed()
    {
        await using var fixture = await InvoiceFixture.Start();
        await fixture.Registered("A-1");
        var flagged = await fixture.Registered("A1");
        var @operator = TestOrganisation.Operator();
        using var maker = await fixture.Service.As(@operator.Maker());
        using var checker = await fixture.Service.As(@operator.Checker());

        var approval = await maker.Post($"/api/invoices/{flagged}/clear-flags",
            new { reason = "two deliveries, seen both notes" }).Json(HttpStatusCode.Accepted);
        var view = await checker.Approve("invoice", approval).Json();

        Assert.Empty(view.GetProperty("flags").EnumerateArray());
        var changed = (await fixture.Service.Sent<InvoiceChanged>())[^1];
        Assert.Equal((flagged, 2L), (changed.Id, changed.Version));
        Assert.Empty(changed.Flags);
        await fixture.Service.Deliver(new ClaimInvoices(Guid.CreateVersion7(), Guid.CreateVersion7(), [flagged]));
        Assert.Single(await fixture.Service.Sent<InvoicesClaimed>());
    }

    [Fact]
    public async Task A_flag_that_the_reason_was_not_about_stays_and_blocks()
    {
        await using var fixture = await InvoiceFixture.Start();
        await fixture.Upload(Samples.OwnAs("A-1")).Json(HttpStatusCode.Created);
        var flagged = (await fixture.Upload(Samples.OwnAs("A1")).Json(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        var @operator = TestOrganisation.Operator();
        using var maker = await fixture.Service.As(@operator.Maker());
        using var checker = await fixture.Service.As(@operator.Checker());

        foreach (var (code, left) in new[] { (InvoiceFlag.NearDuplicate, 1), (InvoiceFlag.SameAmount, 0) })
        {
            await fixture.Service.Deliver(new ClaimInvoices(Guid.CreateVersion7(), Guid.CreateVersion7(), [flagged]));
            Assert.Empty(await fixture.Service.Sent<InvoicesClaimed>());
            var approval = await maker.Post($"/api/invoices/{flagged}/clear-flags",
                new { reason = $"looked at {code}", flags = new[] { code } }).Json(HttpStatusCode.Accepted);
            var view = await checker.Approve("invoice", approval).Json();
            Assert.Equal(left, view.GetProperty("flags").GetArrayLength());
        }

        await fixture.Service.Deliver(new ClaimInvoices(Guid.CreateVersion7(), Guid.CreateVersion7(), [flagged]));
        Assert.Single(await fixture.Service.Sent<InvoicesClaimed>());
    }

    [Fact]
    public async Task A_flag_that_the_invoice_does_not_have_cannot_be_cleared()
    {
        await using var fixture = await InvoiceFixture.Start();
        await fixture.Registered("A-1");
        var flagged = await fixture.Registered("A1");
        using var maker = await fixture.Service.As(TestOrganisation.Operator().Maker());

        Assert.Equal("flag-not-there", await maker.Post($"/api/invoices/{flagged}/clear-flags",
            new { reason = "x", flags = new[] { InvoiceFlag.SameFile } }).Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task The_supplier_never_clears_its_own_flag_and_nothing_is_cleared_without_a_reason()
    {
        await using var fixture = await InvoiceFixture.Start();
        var plain = await fixture.Registered();
        using var supplier = await fixture.Maker();
        using var maker = await fixture.Service.As(TestOrganisation.Operator().Maker());

        Assert.Equal("forbidden",
            await supplier.Post($"/api/invoices/{plain}/clear-flags", new { reason = "x" })
                .Problem(HttpStatusCode.Forbidden));
        Assert.Equal("length",
            await maker.Post($"/api/invoices/{plain}/clear-flags", new { reason = " " })
                .Problem(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("not-flagged",
            await maker.Post($"/api/invoices/{plain}/clear-flags", new { reason = "x" })
                .Problem(HttpStatusCode.Conflict));
        Assert.Equal("not-found",
            await maker.Post($"/api/invoices/{Guid.CreateVersion7()}/clear-flags", new { reason = "x" })
                .Problem(HttpStatusCode.NotFound));
    }
}
