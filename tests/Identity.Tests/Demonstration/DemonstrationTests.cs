using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Identifiers;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class DemonstrationTests : IDisposable
{
    private static readonly Sql Counts = Sql.Of("""
        select (select count(*) from registered_organisation) as organisations,
            (select count(*) from member) as members,
            (select count(*) from bank_account) as accounts, (select count(*) from openiddict_applications) as clients
        """);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_data_folder_is_continued_with_its_keys_sessions_and_tokens()
    {
        Rows before;
        string refresh, kid;
        List<Cookie> cookies;
        await using (var host = await IdentityHost.Start(_folder.Path))
        {
            using var first = host.Browser();
            var tokens = await first.SignIn("maker@core.example");
            refresh = tokens.GetProperty("refresh_token").GetString()!;
            kid = new JsonWebToken(tokens.GetProperty("access_token").GetString()).Kid;
            cookies = first.Cookies.GetAllCookies().ToList();
            before = await Count(host);
        }

        await using var again = await IdentityHost.Start(_folder.Path);
        using var second = again.Browser();
        foreach (var cookie in cookies) second.Cookies.Add(again.Address, new Cookie(cookie.Name, cookie.Value));
        var renewed = await second.Refresh(refresh).Json();

        Assert.Equal(before, await Count(again));
        Assert.Equal(kid, new JsonWebToken(renewed.GetProperty("access_token").GetString()).Kid);
        Assert.Contains("code=", (await second.Get(second.Authorization())).Headers.Location!.Query,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seeding_again_over_what_is_there_adds_nothing()
    {
        await using var host = await IdentityHost.Start(_folder.Path);
        var before = await Count(host);
        Assert.Equal(new Rows { Organisations = 8, Members = 16, Accounts = 18, Clients = 2 }, before);

        using var client = await host.As("maker@operator.example");
        var core = DemonstrationCast.Organisations.Single(one => one.Key == "core");
        var request =
            new { name = "Whoever", kinds = core.Kinds,
                identifiers = new[] { new { scheme = "USCC", value = core.Identifier.Value } }, currency = "EUR" };
        Assert.Equal(core.Id,
            (await client.Post("/api/demonstration/organisations", request).Json()).GetProperty("id").GetGuid());
        Assert.Equal(before, await Count(host));

        var yen = await client.Post("/api/demonstration/organisations", request with { currency = "JPY" }).Json();
        Assert.Equal(6, yen.GetProperty("bankAccounts").GetArrayLength());
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
        Assert.Equal(DemonstrationCast.Organisations.Length,
            DemonstrationCast.Organisations.Select(one => one.Identifier).Distinct().Count());
        Assert.True(AccountNumber.IsBic(DemonstrationNumbers.Bic(1)));
        Assert.Equal(8, DemonstrationId.Of("organisation", "core").Version);
    }

    private static async Task<Rows> Count(IdentityHost host) =>
        (await host.Database.Read(work => work.QueryFirst<Rows>(Counts)))!;

    private sealed record Rows
    {
        public long Organisations { get; init; }
        public long Members { get; init; }
        public long Accounts { get; init; }
        public long Clients { get; init; }
    }
}
