using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Testing;

namespace SupplyFinance.Invoices.Tests;

public sealed class ListInvoicesTests
{
    [Fact]
    public async Task Pages_run_in_order_of_upload_and_filter_by_state()
    {
        await using var fixture = await InvoiceFixture.Start();
        for (var i = 1; i <= 3; i++) await fixture.Registered($"N{i}");
        await fixture.Upload(Samples.OwnWith(">46200.00<", ">1.00<")).Json(HttpStatusCode.UnprocessableEntity);
        using var client = await fixture.Maker();

        var first = await client.GetAsync("/api/invoices?limit=2&state=valid").Json();
        var second = await client.GetAsync(
            $"/api/invoices?limit=2&state=valid&cursor={first.GetProperty("nextCursor").GetString()}").Json();

        Assert.Equal(["N1", "N2"],
            first.GetProperty("items").EnumerateArray().Select(x => x.GetProperty("number").GetString()));
        Assert.Equal(["N3"], second.GetProperty("items").EnumerateArray()
            .Select(x => x.GetProperty("number").GetString()));
        Assert.Equal(4, (await client.GetAsync("/api/invoices").Json()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_consumer_without_copies_gets_every_valid_invoice_again()
    {
        await using var fixture = await InvoiceFixture.Start();
        for (var i = 1; i <= 3; i++) await fixture.Registered($"N{i}");
        Assert.Equal(3, (await fixture.Service.Sent<InvoiceChanged>()).Count);

        await fixture.Service.Deliver(new StateRequested(nameof(InvoiceChanged), "somebody"));
        await Wait.Until("all again", async () => (await fixture.Service.Sent<InvoiceChanged>()).Count == 6);
        await fixture.Service.Database.Run(work =>
        {
            Republishing.All(InvoiceService.Definition, work);
            return Task.CompletedTask;
        });
        await Wait.Until("all once more", async () => (await fixture.Service.Sent<InvoiceChanged>()).Count == 9);
    }
}
