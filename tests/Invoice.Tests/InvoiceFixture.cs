using System.Net.Http.Headers;
using SupplyFinance.Testing;

namespace SupplyFinance.Invoices.Tests;

/// <summary>The invoice service with the demonstration invoice's parties known to it.</summary>
public sealed class InvoiceFixture : IAsyncDisposable
{
    private int _registered;

    private InvoiceFixture(ServiceUnderTest service) => Service = service;

    public ServiceUnderTest Service { get; }

    public TestOrganisation Supplier { get; } =
        TestOrganisation.Supplier("Suzhou Hengxin Precision Parts Co., Ltd.") with
    {
        Identifiers = [new("USCC", "91320594MA1XQ7T205")],
    };

    public TestOrganisation Debtor { get; } =
        TestOrganisation.CoreEnterprise("Shanghai Donglan Drive Systems Co., Ltd.") with
    {
        Identifiers = [new("USCC", "91310115MA1K3H8P5R")],
    };

    public static async Task<InvoiceFixture> Start(bool knowDebtor = true)
    {
        var fixture = new InvoiceFixture(await ServiceUnderTest.Start(InvoiceService.Definition));
        if (knowDebtor) await fixture.Service.Know(fixture.Debtor.Viewer());
        return fixture;
    }

    public Task<HttpClient> Maker() => Service.As(Supplier.Maker());

    public async Task<HttpResponseMessage> Upload(byte[] bytes, Guid? id = null, string? key = null,
        string type = "application/xml")
    {
        using var client = await Maker();
        return await Upload(client, bytes, id, key, type);
    }

    public static async Task<HttpResponseMessage> Upload(HttpClient client, byte[] bytes, Guid? id = null,
        string? key = null, string type = "application/xml")
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var request = new HttpRequestMessage(HttpMethod.Post,
            "/api/invoices" + (id is null ? "" : $"?id={id}")) { Content = content };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    /// <summary>Registers the demonstration invoice under another number; each has an amount of its own, so that none is
    /// flagged for it.</summary>
    public async Task<Guid> Registered(string number = "HX-2026-0302") =>
        (await Upload(Samples.OwnAs(number, prepaid: _registered++)).Json(System.Net.HttpStatusCode.Created))
            .GetProperty("id").GetGuid();

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
