using System.Net;
using SupplyFinance.Testing;
using static SupplyFinance.BankSettlement.Tests.CollectionSteps;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class RepeatPaymentTests
{
    [Fact]
    public async Task A_payout_that_the_bank_rejects_is_repeated_under_a_new_id_and_the_discharge_stands()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title) = await Confirmed(settlement, 10_000);
        await title.Issue(receivable, settlement.Supplier.Id, 10_000);
        await Reach(settlement, receivable.DueDate);
        await title.Settle();
        await settlement.Behave(new { kind = "reject", account = "1001" });
        await Transfer(settlement, receivable, "100.00");
        var rejected = Assert.Single(await Wait.For(
            "the rejection", () => settlement.Payments("&state=rejected"), x => x.Count == 1));
        await title.Settle();
        Assert.Empty(title.Live);
        await settlement.BehaveWell();

        var id = rejected.GetProperty("id").GetGuid();
        var maker = await settlement.Service.As(settlement.Supplier.Maker());
        var proposal = await maker.Post($"/api/payments/{id}/repeat").Json(HttpStatusCode.Accepted);
        var repeated = await settlement.Approve(settlement.Supplier.Checker(), proposal)
            .Json(HttpStatusCode.Created);

        Assert.Equal(id, repeated.GetProperty("replacesId").GetGuid());
        await Wait.Until("the payout", async () => await Received(settlement, "1001") == "100.00");
        Assert.Equal("repeated-before", await maker.Post($"/api/payments/{id}/repeat")
            .Problem(HttpStatusCode.Conflict));
    }
}
