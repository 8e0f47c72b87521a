using System.Net;
using System.Text.Json;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Receivables.Tests.Lots;

public sealed class ProposeLotTransferTests
{
    [Fact]
    public async Task A_split_is_approved_asked_of_the_ledger_and_pending_until_it_answers()
    {
        await using var fixture = await ReceivableFixture.Start();
        var lot = await fixture.Lot(10_000);

        var transfer = await Approved(fixture, [lot], (fixture.Supplier.Id, "30.00"), (fixture.Supplier.Id, "70.00"));

        Assert.Equal("pending", transfer.GetProperty("state").GetString());
        var asked = Assert.Single(await fixture.Service.Sent<TransferLots>());
        Assert.Equal([3_000L, 7_000L], asked.Outputs.Select(x => x.Amount));
        Assert.Equal([lot], asked.LotIds);
        Assert.Equal($"org:{fixture.Supplier.Id:D}", Assert.Single(asked.SignedBy).Party);
        var seen = await fixture.SupplierMaker.GetAsync($"/api/lots/{lot}").Json();
        Assert.Equal((transfer.GetProperty("id").GetGuid(), "live"),
            (seen.GetProperty("pendingTransferId").GetGuid(), seen.GetProperty("state").GetString()));

        await fixture.Executed(asked.InstructionId, LedgerOperations.Transfer);
        await fixture.Executed(asked.InstructionId, LedgerOperations.Transfer);
        var ended = await fixture.SupplierMaker.GetAsync($"/api/lot-transfers/{transfer.GetProperty("id").GetGuid()}")
            .Json();
        Assert.Equal(("completed", 2),
            (ended.GetProperty("state").GetString(), ended.GetProperty("version").GetInt32()));
        Assert.Equal(JsonValueKind.Null,
            (await fixture.SupplierMaker.GetAsync($"/api/lots/{lot}").Json()).GetProperty("pendingTransferId")
                .ValueKind);
    }

    [Fact]
    public async Task A_refusal_of_the_ledger_is_shown_and_the_lot_is_free_again()
    {
        await using var fixture = await ReceivableFixture.Start();
        var lot = await fixture.Lot(10_000);
        var transfer = await Approved(fixture, [lot], (fixture.Supplier.Id, "30.00"), (fixture.Supplier.Id, "70.00"));

        await fixture.Refused((await fixture.Service.Sent<TransferLots>())[0].InstructionId, LedgerOperations.Transfer,
            "too-many-children");

        var ended = await fixture.SupplierMaker.GetAsync($"/api/lot-transfers/{transfer.GetProperty("id").GetGuid()}")
            .Json();
        Assert.Equal(("refused", "too-many-children: the entry that won"),
            (ended.GetProperty("state").GetString(), ended.GetProperty("reason").GetString()));
        await Approved(fixture, [lot], (fixture.Supplier.Id, "50.00"), (fixture.Supplier.Id, "50.00"));
    }

    [Fact]
    public async Task Each_bad_transfer_is_refused_by_name()
    {
        await using var fixture = await ReceivableFixture.Start();
        await fixture.Service.Know(fixture.SecondTier.Viewer());
        var (free, locked, gone) =
            (await fixture.Lot(10_000), await fixture.Lot(10_000, lockPurpose: LockPurposes.Auction),
                await fixture.Lot(10_000, state: LotStates.Consumed));
        var foreign = await fixture.Lot(10_000, holder: fixture.SecondTier.Id);

        Assert.Equal("lot-locked", await Refused(locked, "100.00", HttpStatusCode.Conflict));
        Assert.Equal("lot-not-live", await Refused(gone, "100.00", HttpStatusCode.Conflict));
        Assert.Equal("lot-unknown", await Refused(foreign, "100.00"));
        Assert.Equal("lot-unknown", await Refused(Guid.CreateVersion7(), "100.00"));
        Assert.Equal("sums-differ", await Refused(free, "99.99"));
        Assert.Equal("receiver-unknown", await Refused(free, "100.00", receiver: Guid.CreateVersion7()));
        Assert.Equal("receiver-unknown", await Refused(free, "100.00", receiver: fixture.Debtor.Id));
        Assert.Equal("malformed-json", await fixture.SupplierMaker.Post("/api/lot-transfers", new
        {
            lotIds = new[] { free },
                outputs = new[] { new { holderId = fixture.SecondTier.Id,
                    amount = new { amount = "0.001", currency = "CNY" } } },
        }).Problem(HttpStatusCode.BadRequest));

        Task<string> Refused(Guid lot, string amount, HttpStatusCode status = HttpStatusCode.UnprocessableEntity,
            Guid? receiver = null) =>
            Propose(fixture, [lot], (receiver ?? fixture.SecondTier.Id, amount)).Problem(status);
    }

    [Fact]
    public async Task A_lot_locked_between_maker_and_checker_is_not_transferred()
    {
        await using var fixture = await ReceivableFixture.Start();
        var lot = await fixture.Lot(10_000);
        var approval = await Propose(fixture, [lot], (fixture.Supplier.Id, "40.00"), (fixture.Supplier.Id, "60.00"))
            .Json(HttpStatusCode.Accepted);
        await fixture.Service.Deliver(new LotChanged(
            lot, 2, Guid.CreateVersion7(), fixture.Debtor.Id, fixture.Supplier.Id, "CNY", 10_000,
            new DateOnly(2026, 6, 22), LotStates.Live, LockPurposes.Auction, "service:factoring", Guid.CreateVersion7(),
            null, [], 1, 2));

        Assert.Equal("lot-locked",
            await fixture.SupplierChecker.Approve("receivable", approval).Problem(HttpStatusCode.Conflict));
        Assert.Empty(await fixture.Service.Sent<TransferLots>());
    }

    [Fact]
    public async Task A_lot_is_in_one_transfer_at_a_time()
    {
        await using var fixture = await ReceivableFixture.Start();
        var lot = await fixture.Lot(10_000);
        var approvals = new List<JsonElement>();
        for (var i = 0; i < 5; i++)
            approvals.Add(await Propose(fixture, [lot], (fixture.Supplier.Id, "40.00"), (fixture.Supplier.Id, "60.00"))
                .Json(HttpStatusCode.Accepted));

        var answers = await Task.WhenAll(approvals.Select(x => fixture.SupplierChecker.Approve("receivable", x)));

        Assert.Single(answers, x => x.StatusCode == HttpStatusCode.Accepted);
        Assert.Single(await fixture.Service.Sent<TransferLots>());
        Assert.Equal("lot-in-transfer",
            await Propose(fixture, [lot], (fixture.Supplier.Id, "40.00"), (fixture.Supplier.Id, "60.00"))
                .Problem(HttpStatusCode.Conflict));
    }

    internal static async Task<JsonElement> Approved(ReceivableFixture fixture, Guid[] lots,
        params (Guid Holder, string Amount)[] outputs) =>
        await fixture.SupplierChecker.Approve("receivable",
            await Propose(fixture, lots, outputs).Json(HttpStatusCode.Accepted)).Json(HttpStatusCode.Accepted);

    private static Task<HttpResponseMessage> Propose(ReceivableFixture fixture, Guid[] lots,
        params (Guid Holder, string Amount)[] outputs) =>
        fixture.SupplierMaker.Post("/api/lot-transfers", new
        {
            id = Guid.CreateVersion7(),
            lotIds = lots,
            outputs = outputs.Select(x =>
                new { lotId = Guid.CreateVersion7(), holderId = x.Holder,
                    amount = new { amount = x.Amount, currency = "CNY" } }),
        });
}
