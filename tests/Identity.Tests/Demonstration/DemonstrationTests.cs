using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using SupplyFinance.Platform.Data;

using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class DemonstrationTests : IDisposable
{
    private static readonly Sql Counts = Sql.Of("""
        select (select count(*) from registered_organisation) as organisations, (select count(*) from member) as members,
            (select count(*) from bank_account) as accounts, (select count(*) from openiddict_applications) as clients
        """);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_data_folder_is_continued_with_its_keys_sessions_and_tokens()
    {
        Rows before;
        string refresh, kid;
        using var browser = new Browser(new Uri("http://127.0.0.1:1"));
        await using (var host = await IdentityHost.Start(_folder.Path))
        {
            using var first = host.Browser();
            var tokens = await first.SignIn("maker@core.example");
            refresh = tokens.GetProperty("refresh_token").GetString()!;
            kid = new JsonWebToken(tokens.GetProperty("access_token").GetString()).Kid;
            foreach (Cookie cookie in first.Cookies.GetAllCookies()) browser.Cookies.Add(new Uri("http://127.0.0.1"), new Cookie(cookie.Name, cookie.Value));
            before = await Count(host);
        }

        await using var again = await IdentityHost.Start(_folder.Path);
        using var second = again.Browser();
        foreach (Cookie cookie in browser.Cookies.GetAllCookies()) second.Cookies.Add(again.Address, new Cookie(cookie.Name, cookie.Value));
        var renewed = await second.Refresh(refresh).Json();

        Assert.Equal(before, await Count(again));
        Assert.Equal(kid, new JsonWebToken(renewed.GetProperty("access_token").GetString()).Kid);
        Assert.Contains("code=", (await second.Get(second.Authorization())).Headers.Location!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seeding_again_over_what_is_there_adds_nothing()
    {
        await using var host = await IdentityHost.Start(_folder.Path);
        var before = await Count(host);
        Assert.Equal(new Rows { Organisations = 8, Members = 16, Accounts = 18, Clients = 2 }, before);

        using var client = await host.As("maker@operator.example");
        var core = DemonstrationCast.Organisations.Single(one => one.Key == "core");
        var request = new { name = "Whoever", kinds = core.Kinds, identifiers = new[] { new { scheme = "USCC", value = core.Identifier.Value } }, currency = "EUR" };
        Assert.Equal(core.Id, (await client.Post("/api/demonstration/organisations", request).Json()).GetProperty("id").GetGuid());
        Assert.Equal(before, await Count(host));

        var yen = await client.Post("/api/demonstration/organisations", request with { currency = "JPY" }).Json();
        Assert.Equal(6, yen.GetProperty("bankAccounts").GetArrayLength());
    }

    [Fact]
    public async Task An_organisation_of_an_invoice_is_put_on_stage_once_by_whatever_identifies_it()
    {
        await using var host = await IdentityHost.Start(_folder.Path);
        using var client = await host.As("maker@operator.example");
        var seller = new { name = "De Koksmaat", kinds = new[] { "supplier" }, identifiers = new[] { new { scheme = "VAT", value = "NL8200.98.395.B.01" } }, currency = "EUR" };
        var first = await client.Post("/api/demonstration/organisations", seller).Json();
        var second = await client.Post("/api/demonstration/organisations", seller).Json();
        Assert.Equal(first.GetRawText(), second.GetRawText());
        await host.Settled();

        var maker = first.GetProperty("people")[0].GetProperty("signInName").GetString()!;
        using var signedIn = await host.As(maker);
        Assert.Equal(HttpStatusCode.OK, (await signedIn.GetAsync("/api/bank-accounts")).StatusCode);
        var buyer = await client.Post("/api/demonstration/organisations", seller with { kinds = ["core-enterprise"] }).Json();
        Assert.Equal(first.GetProperty("id").GetGuid(), buyer.GetProperty("id").GetGuid());
        Assert.Equal(["operating", "collection"], buyer.GetProperty("bankAccounts").EnumerateArray().Select(a => a.GetProperty("purpose").GetString()));
        Assert.Equal(["supplier", "core-enterprise"], (await host.Published(buyer.GetProperty("id").GetGuid())).Kinds);
        Assert.Equal("forbidden", await signedIn.Post("/api/demonstration/organisations", seller).Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Numbers_of_no_known_register_are_passed_over_and_wrong_check_digits_are_not()
    {
        await using var host = await IdentityHost.Start(_folder.Path);
        using var client = await host.As("maker@operator.example");
        var customer = new
        {
            name = "ODIN 59", kinds = new[] { "core-enterprise" }, currency = "EUR",
            identifiers = new[] { new { scheme = "ID", value = "10202" }, new { scheme = "LEGAL", value = "57151520" } },
        };
        var made = await client.Post("/api/demonstration/organisations", customer).Json();
        Assert.Equal([new("NAME", "ODIN 59")], (await host.Published(made.GetProperty("id").GetGuid())).Identifiers);

        var wrong = customer with { identifiers = [new { scheme = "0088", value = "5790000436102" }, customer.identifiers[0]] };
        Assert.Equal("invalid-identifier", await client.Post("/api/demonstration/organisations", wrong).Problem(HttpStatusCode.UnprocessableEntity));
        var watcher = DemonstrationCast.Organisations.Single(one => one.Key == "auditor").Identifier;
        Assert.Equal("organisation-kind", await client.Post("/api/demonstration/organisations", customer with
        {
            identifiers = [new { scheme = watcher.Scheme, value = watcher.Value }],
        }).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_demonstration_stays_on_loopback()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            IdentityHost.Start(_folder.Path, settings => settings.TokenIssuer = "https://finance.example/"));
        Assert.Contains("loopback", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Made_up_numbers_have_right_check_digits_and_are_always_the_same()
    {
        Assert.All(DemonstrationCast.Organisations, one => Assert.True(CheckDigits.IsUscc(one.Identifier.Value)));
        Assert.Equal(DemonstrationCast.Organisations.Length, DemonstrationCast.Organisations.Select(one => one.Identifier).Distinct().Count());
        Assert.True(AccountNumber.IsBic(DemonstrationNumbers.Bic(1)));
        Assert.Equal(8, DemonstrationId.Of("organisation", "core").Version);
    }

    private static async Task<Rows> Count(IdentityHost host) => (await host.Database.Read(work => work.QueryFirst<Rows>(Counts)))!;

    private sealed record Rows
    {
        public long Organisations { get; init; }
        public long Members { get; init; }
        public long Accounts { get; init; }
        public long Clients { get; init; }
    }
}
