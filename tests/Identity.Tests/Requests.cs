using System.Net.Http.Json;
using System.Text.Json;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

/// <summary>Requests that several tests make.</summary>
public static class Requests
{
    public static HttpContent AsJson(this object body) => JsonContent.Create(body);

    /// <summary>A maker's command of identity, approved by a checker.</summary>
    public static async Task<JsonElement> Agree(this IdentityHost host, HttpClient maker, HttpClient checker,
        string path, object? body = null)
    {
        var approval = await maker.Post(path, body).Json(System.Net.HttpStatusCode.Accepted);
        using var approved = await checker.Approve("identity", approval);
        var text = await approved.Content.ReadAsStringAsync();
        Assert.True(approved.IsSuccessStatusCode, text);
        await host.Settled();
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Signs the operator's maker and checker in.</summary>
    public static async Task<(HttpClient Maker, HttpClient Checker)> Operator(this IdentityHost host) =>
        (await host.As("maker@operator.example"), await host.As("checker@operator.example"));

    /// <summary>An organisation's newest state as a consumer of the service's events has it.</summary>
    public static async Task<OrganisationChanged> Published(this IdentityHost host, Guid id)
    {
        await host.Settled();
        return await host.Database.Read(work => Platform.Hosting.Participants.Organisation(work, id))
            ?? throw new InvalidOperationException($"{id} was never published.");
    }

    /// <summary>Puts an organisation on the demonstration's stage; its people are in the answer.</summary>
    public static async Task<(Guid Id, string Maker, string Checker)> Stage(this IdentityHost host,
        string kind = "supplier")
    {
        using var client = await host.As("maker@operator.example");
        var name = $"Company {Guid.NewGuid():n}";
        var made = await client.Post("/api/demonstration/organisations", new
        {
            name, kinds = new[] { kind }, identifiers = new[] { new { scheme = "NAME", value = name } },
            currency = "CNY",
        }).Json();
        await host.Settled();
        var people = made.GetProperty("people").EnumerateArray().Select(p => p.GetProperty("signInName").GetString()!)
            .ToList();
        return (made.GetProperty("id").GetGuid(), people.Single(p => p.StartsWith("maker", StringComparison.Ordinal)),
            people.Single(p => p.StartsWith("checker", StringComparison.Ordinal)));
    }
}
