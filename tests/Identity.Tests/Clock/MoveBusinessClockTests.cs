using System.Net;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace SupplyFinance.Identity.Tests;

public sealed class MoveBusinessClockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_operator_moves_the_clock_forward_only_and_it_is_there_after_a_restart()
    {
        var start = new DateTimeOffset(2013, 11, 20, 0, 0, 0, TimeSpan.Zero);
        await using (var host = await Start(start.ToString("O")))
        {
            using var person = await host.As("maker@operator.example");
            using var bank = await host.As("maker@bank1.example");
            var before = (await bank.GetAsync("/api/business-clock").Json()).GetProperty("now").GetDateTimeOffset();
            Assert.InRange(before, start, start.AddMinutes(5));

            var moved = await person.Post("/api/business-clock", new { to = start.AddDays(30) }).Json();
            Assert.Equal(2, moved.GetProperty("version").GetInt64());
            Assert.Equal("business-clock-runs-forward",
                await person.Post("/api/business-clock", new { to = start }).Problem(HttpStatusCode.Conflict));
            Assert.Equal("forbidden",
                await bank.Post("/api/business-clock", new { to = start.AddDays(60) })
                    .Problem(HttpStatusCode.Forbidden));
            await host.Settled();
            Assert.InRange(host.Services.GetRequiredService<Clocks>().BusinessNow, start.AddDays(30),
                start.AddDays(31));
        }

        await using var again = await Start("1999-01-01");
        Assert.InRange(again.Services.GetRequiredService<Clocks>().BusinessNow, start.AddDays(30), start.AddDays(31));
    }

    private Task<IdentityHost> Start(string clock) =>
        IdentityHost.Start(_folder.Path, settings => settings.Own[Demonstration.ClockStart] = clock);
}
