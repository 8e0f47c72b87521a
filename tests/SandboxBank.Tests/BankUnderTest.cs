using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SupplyFinance.Testing;

namespace SupplyFinance.SandboxBank.Tests;

/// <summary>The bank on loopback, called with its key.</summary>
internal sealed class BankUnderTest : IAsyncDisposable
{
    private readonly ServiceUnderTest _service;

    private BankUnderTest(ServiceUnderTest service)
    {
        _service = service;
        Client = service.Anonymous();
        Client.DefaultRequestHeaders.Add("X-Api-Key", "secret");
    }

    public HttpClient Client { get; }

    public HttpClient Stranger => _service.Anonymous();

    public static async Task<BankUnderTest> Start() => new(await ServiceUnderTest.Start(
        SandboxBankService.Definition, settings: settings => settings.Own[SandboxBankService.KeySetting] = "secret"));

    public Task<HttpResponseMessage> HandIn(string file) =>
        Client.PostAsync(
            "/sandbox-bank/payments", new StringContent(file, new MediaTypeHeaderValue("application/xml")));

    public async Task<string> Status(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync();
        return text.Split("<TxSts>")[1][..4];
    }

    public async Task<IReadOnlyList<JsonElement>> Bookings() =>
        [.. (await Client.GetAsync("/sandbox-bank/bookings").Json()).GetProperty("items").EnumerateArray()];

    public async Task<IReadOnlyList<JsonElement>> Notifications(long after = 0) =>
        [.. (await Client.GetAsync($"/sandbox-bank/notifications?after={after}").Json()).GetProperty("items")
            .EnumerateArray()];

    public Task Behave(object behaviour) => Client.Post("/sandbox-bank/behaviours", behaviour).Json();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _service.DisposeAsync();
    }
}
