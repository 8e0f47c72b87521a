using System.Net;
using System.Text.Json;
using SupplyFinance.Contracts;
using SupplyFinance.Receivables.Lots;
using SupplyFinance.Testing;

namespace SupplyFinance.Receivables.Tests.Lots;

public sealed class AcceptLotTransferTests
{
    [Fact]
    public async Task Offered_lots_move_only_after_their_receiver_took_them()
    {
        await using var fixture = await ReceivableFixture.Start();
        var (lot, id) = await Offered(fixture);

        Assert.Empty(await fixture.Service.Sent<TransferLots>());
        Assert.Equal(lot, (await fixture.Service.Sent<Disclosed>())[^1].ObjectIds[0]);
        Assert.Equal("forbidden",
            await fixture.DebtorMaker.Post($"/api/lot-transfers/{id}/accept").Problem(HttpStatusCode.Forbidden));
        Assert.Equal("not-found",
            await fixture.SupplierMaker.Post($"/api/lot-transfers/{id}/accept").Problem(HttpStatusCode.NotFound));
        await fixture.SecondTierMaker.Post($"/api/lot-transfers/{id}/accept").Json(HttpStatusCode.Accepted);
        Assert.Equal("transfer-not-offered",
            await fixture.SecondTierMaker.Post($"/api/lot-transfers/{id}/accept").Problem(HttpStatusCode.Conflict));

        var asked = Assert.Single(await fixture.Service.Sent<TransferLots>());
        Assert.Equal([(fixture.SecondTier.Id, 4_000L), (fixture.Supplier.Id, 6_000L)],
            asked.Outputs.Select(x => (x.HolderId, x.Amount)));
        Assert.Equal($"org:{fixture.Supplier.Id:D}", Assert.Single(asked.SignedBy).Party);
        Assert.Equal("pending", await State(fixture, id));
        await fixture.Executed(asked.InstructionId, LedgerOperations.Transfer);
        Assert.Equal("completed", await State(fixture, id));
    }

    [Fact]
    public async Task A_declined_offer_frees_its_lots_and_says_why()
    {
        await using var fixture = await ReceivableFixture.Start();
        var (lot, id) = await Offered(fixture);

        var declined = await fixture.SecondTierMaker.Post($"/api/lot-transfers/{id}/decline",
            new { reason = "cash, please" }).Json();

        Assert.Equal(("declined", "cash, please"),
            (declined.GetProperty("state").GetString(), declined.GetProperty("reason").GetString()));
        Assert.Equal(JsonValueKind.Null,
            (await fixture.SupplierMaker.GetAsync($"/api/lots/{lot}").Json()).GetProperty("pendingTransferId")
                .ValueKind);
        Assert.Equal("transfer-not-offered",
            await fixture.SecondTierMaker.Post($"/api/lot-transfers/{id}/accept").Problem(HttpStatusCode.Conflict));
        Assert.Empty(await fixture.Service.Sent<TransferLots>());
    }

    [Fact]
    public async Task An_unanswered_offer_lapses_and_cannot_be_taken_at_its_instant()
    {
        await using var fixture = await ReceivableFixture.Start();
        var (_, id) = await Offered(fixture);

        fixture.Service.Advance(LotTransfer.LapsesAfter);
        var late = await fixture.SecondTierMaker.Post($"/api/lot-transfers/{id}/accept")
            .Problem(HttpStatusCode.Conflict);

        Assert.Contains(late, new[] { "offer-lapsed", "transfer-not-offered" });
        await Wait.Until("the lapse", async () => await State(fixture, id) == "lapsed");
        Assert.Empty(await fixture.Service.Sent<TransferLots>());
    }

    [Fact]
    public async Task Both_sides_list_a_transfer_and_nobody_else()
    {
        await using var fixture = await ReceivableFixture.Start();
        var (_, id) = await Offered(fixture);

        Assert.Equal(1, await Count(fixture.SupplierMaker, "?state=offered"));
        Assert.Equal(1, await Count(fixture.SecondTierMaker, ""));
        Assert.Equal(0, await Count(fixture.DebtorMaker, ""));
        Assert.Equal("not-found",
            await fixture.DebtorMaker.GetAsync($"/api/lot-transfers/{id}").Problem(HttpStatusCode.NotFound));

        static async Task<int> Count(HttpClient client, string query) =>
            (await client.GetAsync("/api/lot-transfers" + query).Json()).GetProperty("items").GetArrayLength();
    }

    private static async Task<(Guid Lot, Guid Transfer)> Offered(ReceivableFixture fixture)
    {
        var lot = await fixture.Lot(10_000);
        var transfer = await ProposeLotTransferTests.Approved(fixture, [lot], (fixture.SecondTier.Id, "40.00"),
            (fixture.Supplier.Id, "60.00"));
        Assert.Equal("offered", transfer.GetProperty("state").GetString());
        return (lot, transfer.GetProperty("id").GetGuid());
    }

    private static async Task<string> State(ReceivableFixture fixture, Guid id) =>
        (await fixture.SupplierMaker.GetAsync($"/api/lot-transfers/{id}").Json()).GetProperty("state").GetString()!;
}
