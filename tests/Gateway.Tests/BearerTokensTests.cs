using System.Net;
using SupplyFinance.Gateway.Tests.Harness;
using SupplyFinance.Platform.Http;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

public class BearerTokensTests
{
    /// <summary>A clock that a test moves.</summary>
    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset now = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => now;

        public void Forward(TimeSpan time) => now += time;
    }

    private static Task<Rig> Start(Clock clock) => Rig.Start(
        Of(Route("/x").For("invoice")),
        extend: builder => builder.Services.AddSingleton<TimeProvider>(clock));

    [Fact]
    public async Task Keys_are_fetched_at_the_first_token_and_kept()
    {
        await using var rig = await Start(new Clock());
        Assert.Equal(0, rig.Issuer.Fetches);
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", rig.Issuer.Token())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", rig.Issuer.Token())).StatusCode);
        Assert.Equal(1, rig.Issuer.Fetches);
    }

    [Fact]
    public async Task A_token_of_a_new_key_makes_the_keys_be_fetched_again_and_passes_at_once()
    {
        var clock = new Clock();
        await using var rig = await Start(clock);
        await rig.Get("/x", rig.Issuer.Token());
        rig.Issuer.Rotate();
        clock.Forward(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", rig.Issuer.Token())).StatusCode);
        Assert.Equal(2, rig.Issuer.Fetches);
    }

    [Fact]
    public async Task Invented_key_ids_do_not_make_the_gateway_hammer_the_issuer()
    {
        await using var rig = await Start(new Clock());
        await using var stranger = await Issuer.Start();
        await rig.Get("/x", rig.Issuer.Token());
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await rig.Get("/x", stranger.Token())).StatusCode);
        Assert.Equal(1, rig.Issuer.Fetches);
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", rig.Issuer.Token())).StatusCode);
    }

    [Fact]
    public async Task Known_keys_go_on_working_while_the_issuer_is_away()
    {
        var clock = new Clock();
        await using var rig = await Start(clock);
        var token = rig.Issuer.Token();
        await rig.Get("/x", token);
        rig.Issuer.Status = 500;
        clock.Forward(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", token)).StatusCode);
        Assert.Equal(2, rig.Issuer.Fetches);
    }

    [Fact]
    public async Task What_is_no_token_at_all_is_called_so_though_no_key_was_needed_yet()
    {
        await using var rig = await Start(new Clock());
        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.Get("/x", "garbage")).StatusCode);
        Assert.Equal(0, rig.Issuer.Fetches);
    }

    [Fact]
    public async Task Without_any_keys_a_token_is_neither_believed_nor_called_wrong()
    {
        var clock = new Clock();
        await using var rig = await Start(clock);
        rig.Issuer.Status = 500;
        var response = await rig.Get("/x", rig.Issuer.Token());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("sign-in-unavailable", await Problem.Code(response));
        Assert.NotNull(response.Headers.RetryAfter);
        rig.Issuer.Status = 200;
        clock.Forward(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", rig.Issuer.Token())).StatusCode);
    }

    [Fact]
    public async Task An_expired_token_is_told_so()
    {
        await using var rig = await Start(new Clock());
        var response = await rig.Get("/x", rig.Issuer.Token(change: token =>
        {
            token.NotBefore = token.IssuedAt = token.IssuedAt!.Value.AddHours(-1);
            token.Expires = token.NotBefore!.Value.AddMinutes(5);
        }));
        Assert.Equal("The access token has expired.", (await Problem.Read(response)).GetProperty("detail").GetString());
    }

    [Fact]
    public void Keys_are_not_fetched_in_the_clear_from_elsewhere()
    {
        var options = new BearerTokenOptions
        {
            Issuer = Issuer.Name,
            KeysAddress = new Uri("http://issuer.test/jwks"),
            Audience = "invoice",
        };
        var refused = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddBearerTokens(options));
        Assert.Contains("https", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_audience_is_always_checked() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddBearerTokens(new BearerTokenOptions
        {
            Issuer = Issuer.Name,
            KeysAddress = new Uri("https://issuer.test/jwks"),
        }));
}
