using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Receivables.Tests.Lots;

public sealed class ListLotsTests
{
    [Fact]
    public async Task Holder_and_debtor_see_a_lot_and_others_when_it_is_disclosed()
    {
        await using var fixture = await ReceivableFixture.Start();
        var lot = await fixture.Lot(10_000, lockPurpose: LockPurposes.Deal);
        var consumed = await fixture.Lot(5_000, state: LotStates.Consumed);

        var mine = (await fixture.SupplierMaker.GetAsync("/api/lots?state=live").Json()).GetProperty("items");
        Assert.Equal((lot, "deal", "100.00"),
            (mine[0].GetProperty("id").GetGuid(), mine[0].GetProperty("lock").GetProperty("purpose").GetString(),
            mine[0].GetProperty("amount").GetProperty("amount").GetString()));
        Assert.Equal(2, (await fixture.DebtorMaker.GetAsync("/api/lots").Json()).GetProperty("items").GetArrayLength());
        Assert.Equal("not-found",
            await fixture.SecondTierMaker.GetAsync($"/api/lots/{lot}").Problem(HttpStatusCode.NotFound));
        Assert.Empty((await fixture.SecondTierMaker.GetAsync("/api/lots").Json()).GetProperty("items")
            .EnumerateArray());

        await fixture.Service.Deliver(
            new Disclosed(Guid.CreateVersion7(), 1, DisclosedObjects.Lot, [consumed], fixture.SecondTier.Id, null,
                "lineage"));
        Assert.Equal(consumed,
            (await fixture.SecondTierMaker.GetAsync($"/api/lots/{consumed}").Json()).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task An_older_state_of_a_lot_never_replaces_a_newer_one()
    {
        await using var fixture = await ReceivableFixture.Start();
        var (id, receivable) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await fixture.Service.Deliver(Changed(2, LotStates.Discharged));
        await fixture.Service.Deliver(Changed(1, LotStates.Live));

        var lots = (await fixture.SupplierMaker.GetAsync($"/api/lots?receivableId={receivable}").Json())
            .GetProperty("items");
        Assert.Equal("discharged", Assert.Single(lots.EnumerateArray()).GetProperty("state").GetString());

        LotChanged Changed(long version, string state) => new(
            id, version, receivable, fixture.Debtor.Id, fixture.Supplier.Id, "CNY", 1, new DateOnly(2026, 6, 22), state,
            null, null, null, null, [], 1, version);
    }
}
