using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class SetAccountPolicyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_policy_binds_accounts_verified_from_its_day_on()
    {
        await using var host = await IdentityHost.Start(_folder.Path);
        var (maker, checker) = await host.Operator();
        using var core = await host.As("maker@core.example");
        using var coreChecker = await host.As("checker@core.example");
        var from = host.Services.GetRequiredService<Clocks>().BusinessNow.AddDays(10);
        await host.Agree(maker, checker, "/api/bank-accounts/policy",
            new { effectiveFrom = from, coolingMinutes = 120 });

        Assert.Equal(0,
            (await core.GetAsync("/api/bank-accounts/policy").Json()).GetProperty("coolingMinutes").GetInt32());
        var before = await host.Agree(core, coreChecker, "/api/bank-accounts", Account("1000"));
        await maker.Post("/api/business-clock", new { to = from }).Json();
        await host.Settled();
        var after = await host.Agree(core, coreChecker, "/api/bank-accounts", Account("2000"));

        await maker.Post("/api/business-clock", new { to = from.AddDays(1) }).Json();
        await host.Settled();
        var verified = await host.Agree(maker, checker, $"/api/bank-accounts/{before.GetProperty("id").GetGuid()}/verify");
        var stored = await core.GetAsync($"/api/bank-accounts/{before.GetProperty("id").GetGuid()}").Json();

        Assert.InRange(verified.GetProperty("usableFrom").GetDateTimeOffset(),
            from.AddDays(1).AddMinutes(120), from.AddDays(1).AddMinutes(130));
        Assert.Equal(verified.GetRawText(), stored.GetRawText());
        Assert.True(before.GetProperty("usableFrom").GetDateTimeOffset() < from);
        Assert.InRange(after.GetProperty("usableFrom").GetDateTimeOffset(), from.AddMinutes(120), from.AddMinutes(130));
    }

    [Fact]
    public async Task A_policy_of_yesterday_or_of_a_year_is_refused()
    {
        await using var host = await IdentityHost.Start(_folder.Path);
        var (maker, _) = await host.Operator();
        var now = host.Services.GetRequiredService<Clocks>().BusinessNow;
        Assert.Equal("in-the-past", await maker.Post(
            "/api/bank-accounts/policy", new { effectiveFrom = now.AddDays(-1), coolingMinutes = 1 })
                .Problem(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("range", await maker.Post(
            "/api/bank-accounts/policy", new { effectiveFrom = now.AddDays(1), coolingMinutes = 525_600 })
                .Problem(HttpStatusCode.UnprocessableEntity));
    }

    private static object Account(string number) =>
        new { number, bankBic = "ICBKCNBJ", bankName = "ICBC", accountName = "Great Wall", currency = "USD",
            purpose = "operating" };
}
