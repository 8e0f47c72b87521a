using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Receivables.Tests;

public sealed class ListReceivablesTests
{
    [Fact]
    public async Task Pages_run_in_order_of_proposal_and_filter_by_state()
    {
        await using var fixture = await ReceivableFixture.Start();
        var ids = new[] { await fixture.Proposed(), await fixture.Proposed(), await fixture.Proposed() };
        await fixture.SupplierMaker.Post($"/api/receivables/{ids[1]}/withdraw").Json();

        var first = await fixture.DebtorMaker.GetAsync("/api/receivables?limit=2").Json();
        var rest = await fixture.DebtorMaker.GetAsync(
            $"/api/receivables?limit=2&cursor={first.GetProperty("nextCursor").GetString()}").Json();
        var proposed = await fixture.DebtorMaker.GetAsync("/api/receivables?state=proposed").Json();

        Assert.Equal([ids[0], ids[1]], Ids(first));
        Assert.Equal([ids[2]], Ids(rest));
        Assert.Equal([ids[0], ids[2]], Ids(proposed));
        Assert.Empty(Ids(await fixture.SecondTierMaker.GetAsync("/api/receivables").Json()));

        static IEnumerable<Guid> Ids(System.Text.Json.JsonElement page) =>
            page.GetProperty("items").EnumerateArray().Select(x => x.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task A_consumer_without_copies_gets_states_and_disclosures_again()
    {
        await using var fixture = await ReceivableFixture.Start();
        var (open, withdrawn) = (await fixture.Proposed(), await fixture.Proposed());
        await fixture.SupplierMaker.Post($"/api/receivables/{withdrawn}/withdraw").Json();
        var before = (await fixture.Service.Sent<ReceivableChanged>()).Count;

        await fixture.Service.Deliver(new StateRequested(nameof(ReceivableChanged), "somebody"));
        await fixture.Service.Deliver(new StateRequested(nameof(Disclosed), "somebody"));

        await Wait.Until("states again", async () =>
            (await fixture.Service.Sent<ReceivableChanged>()).Count == before + 2);
        await Wait.Until("disclosures again", async () => (await fixture.Service.Sent<Disclosed>()).Count == 5);
        var again = (await fixture.Service.Sent<Disclosed>()).TakeLast(2).ToList();
        Assert.Equal([(open, 1L, true), (withdrawn, 2L, false)], again.Select(x => (x.Id, x.Version, x.Until is null)));
    }
}
