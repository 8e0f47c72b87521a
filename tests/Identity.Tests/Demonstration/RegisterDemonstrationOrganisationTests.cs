using System.Net;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class RegisterDemonstrationOrganisationTests(SharedHost shared)
{
    [Fact]
    public async Task An_organisation_of_an_invoice_is_put_on_stage_once_by_whatever_identifies_it()
    {
        var host = shared.Host;
        using var client = await host.As("maker@operator.example");
        var seller =
            new { name = "De Koksmaat", kinds = new[] { "supplier" },
                identifiers = new[] { new { scheme = "VAT", value = "NL8200.98.395.B.01" } }, currency = "EUR" };
        var first = await client.Post("/api/demonstration/organisations", seller).Json();
        var second = await client.Post("/api/demonstration/organisations", seller).Json();
        Assert.Equal(first.GetRawText(), second.GetRawText());
        await host.Settled();

        var maker = first.GetProperty("people")[0].GetProperty("signInName").GetString()!;
        using var signedIn = await host.As(maker);
        Assert.Equal(HttpStatusCode.OK, (await signedIn.GetAsync("/api/bank-accounts")).StatusCode);
        var buyer = await client.Post("/api/demonstration/organisations", seller with { kinds = ["core-enterprise"] })
            .Json();
        Assert.Equal(first.GetProperty("id").GetGuid(), buyer.GetProperty("id").GetGuid());
        Assert.Equal(["operating", "collection"],
            buyer.GetProperty("bankAccounts").EnumerateArray().Select(a => a.GetProperty("purpose").GetString()));
        Assert.Equal(["supplier", "core-enterprise"], (await host.Published(buyer.GetProperty("id").GetGuid())).Kinds);
        Assert.Equal("forbidden",
            await signedIn.Post("/api/demonstration/organisations", seller).Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Numbers_of_no_known_register_are_passed_over_and_wrong_check_digits_are_not()
    {
        var host = shared.Host;
        using var client = await host.As("maker@operator.example");
        var customer = new
        {
            name = "ODIN 59", kinds = new[] { "core-enterprise" }, currency = "EUR",
            identifiers =
                new[] { new { scheme = "ID", value = "10202" }, new { scheme = "LEGAL", value = "57151520" } },
        };
        var made = await client.Post("/api/demonstration/organisations", customer).Json();
        Assert.Equal([new("NAME", "ODIN 59")], (await host.Published(made.GetProperty("id").GetGuid())).Identifiers);

        var wrong =
            customer with { identifiers = [new { scheme = "0088", value = "5790000436102" }, customer.identifiers[0]] };
        Assert.Equal("invalid-identifier",
            await client.Post("/api/demonstration/organisations", wrong).Problem(HttpStatusCode.UnprocessableEntity));
        var watcher = DemonstrationCast.Organisations.Single(one => one.Key == "auditor").Identifier;
        Assert.Equal("organisation-kind", await client.Post("/api/demonstration/organisations", customer with
        {
            identifiers = [new { scheme = watcher.Scheme, value = watcher.Value }],
        }).Problem(HttpStatusCode.Conflict));
    }
}
