using System.Diagnostics;
using SupplyFinance.Gateway.Tests.Harness;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

public class RequestIdsTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("order-7.retry_2")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task A_sane_id_is_kept_forwarded_and_answered_once(string id)
    {
        await using var rig = await Rig.Start(Route("/x"));
        var response = await Ask(rig, id);
        Assert.Equal(id, (await Seen.In(response)).Header("X-Request-Id"));
        Assert.Equal([id], response.Headers.GetValues("X-Request-Id"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("has space")]
    [InlineData("semi;colon")]
    [InlineData("<script>")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    [InlineData(null)]
    public async Task Any_other_id_is_replaced_by_a_new_one(string? id)
    {
        await using var rig = await Rig.Start(Route("/x"));
        var response = await Ask(rig, id);
        var made = response.Headers.GetValues("X-Request-Id").Single();
        Assert.Matches("^[0-9a-f]{32}$", made);
        Assert.Equal(made, (await Seen.In(response)).Header("X-Request-Id"));
    }

    [Fact]
    public async Task The_services_own_idea_of_the_id_does_not_reach_the_caller()
    {
        await using var odd = await Backend.Start("odd", http =>
        {
            http.Response.Headers["X-Request-Id"] = "mine";
            return Task.CompletedTask;
        });
        await using var rig = await Rig.Start(
            Of(Route("/x", host: "odd")), others: new Dictionary<string, Uri> { ["odd"] = odd.Address });
        Assert.Equal(["given"], (await Ask(rig, "given")).Headers.GetValues("X-Request-Id"));
    }

    [Fact]
    public async Task The_callers_trace_goes_on_to_the_service()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        await using var rig = await Rig.Start(Route("/x"));
        var response = await rig.Send(HttpMethod.Get, "/x", change: request =>
            request.Headers.TryAddWithoutValidation("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"));
        var seen = await Seen.In(response);
        Assert.StartsWith($"00-{Trace}-", seen.Header("traceparent")!, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> Ask(Rig rig, string? id) =>
        rig.Send(HttpMethod.Get, "/x", change: request =>
        {
            if (id is not null)
                request.Headers.TryAddWithoutValidation("X-Request-Id", id);
        });
}
