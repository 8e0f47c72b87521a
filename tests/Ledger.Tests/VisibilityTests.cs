using System.Net;
using System.Text.Json;
using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Tests.Title;
using SupplyFinance.Testing;
using static SupplyFinance.Ledger.Tests.LedgerUnderTest;

namespace SupplyFinance.Ledger.Tests;

public sealed class VisibilityTests : IAsyncLifetime
{
    private static readonly Guid Part = Trade.Id(201), Rest = Trade.Id(202);
    private LedgerUnderTest _ledger = null!;
    private TransferLots _split = null!;

    public async ValueTask InitializeAsync()
    {
        _ledger = await LedgerUnderTest.Start();
        _split = Trade.Transfer(
            [Trade.Root], [Trade.Out(201, Trade.Bank, 300), Trade.Out(202, Trade.OtherBank, 700)],
            Trade.By(Trade.Supplier));
        await _ledger.Do(Trade.Issue(), _split);
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public async Task A_lot_is_seen_by_its_debtor_by_those_on_its_path_and_by_the_watchers()
    {
        foreach (var organisation in new[] { Debtor, Supplier, Bank, Auditor, Operator })
            Assert.Equal(HttpStatusCode.OK, await Status(organisation, $"/api/ledger/lots/{Part}"));
        foreach (var organisation in new[] { OtherBank, Stranger })
            Assert.Equal(HttpStatusCode.NotFound, await Status(organisation, $"/api/ledger/lots/{Part}"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(Auditor, $"/api/ledger/lots/{Trade.Id(999)}"));
    }

    [Fact]
    public async Task A_lot_says_who_holds_how_much_as_of_which_size()
    {
        using var response = await (await _ledger.As(Bank)).GetAsync($"/api/ledger/lots/{Part}");
        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        var lot = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        Assert.Equal("3.00", lot.GetProperty("amount").GetProperty("amount").GetString());
        Assert.Equal(Trade.Bank, lot.GetProperty("holderId").GetGuid());
        Assert.Equal(2, lot.GetProperty("asOfSize").GetInt64());
        Assert.Equal(JsonValueKind.Null, lot.GetProperty("lock").ValueKind);
    }

    [Fact]
    public async Task A_lot_is_seen_where_it_is_disclosed_until_it_is_not()
    {
        await _ledger.Service.Deliver(new Disclosed(
            Trade.Id(700), 1, DisclosedObjects.Lot, [Part], Trade.Stranger,
            _ledger.Service.Clocks.BusinessNow.AddDays(1), "a request"));
        Assert.Equal(HttpStatusCode.OK, await Status(Stranger, $"/api/ledger/lots/{Part}"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(Stranger, $"/api/ledger/lots/{Rest}"));
        _ledger.Service.Advance(TimeSpan.FromDays(2));
        Assert.Equal(HttpStatusCode.NotFound, await Status(Stranger, $"/api/ledger/lots/{Part}"));
    }

    [Fact]
    public async Task The_winner_that_a_lock_names_sees_the_lot()
    {
        await _ledger.Do(Trade.Issue(Trade.Id(300), Trade.Id(301)), Trade.Auction(Trade.Id(300)));
        Assert.Equal(HttpStatusCode.NotFound, await Status(Bank, $"/api/ledger/lots/{Trade.Id(300)}"));
        await _ledger.Do(Trade.TurnIntoDeal(Trade.Id(300)));
        Assert.Equal(HttpStatusCode.OK, await Status(Bank, $"/api/ledger/lots/{Trade.Id(300)}"));
    }

    [Fact]
    public async Task Lineage_shows_holders_and_amounts_of_the_path_alone()
    {
        var lineage = await (await _ledger.As(Bank)).GetAsync($"/api/ledger/lots/{Part}/lineage").Json();
        var path = lineage.GetProperty("path").EnumerateArray().ToArray();
        Assert.Equal([Trade.Root, Part], path.Select(step => step.GetProperty("lotId").GetGuid()));
        Assert.Equal([Trade.Supplier, Trade.Bank], path.Select(step => step.GetProperty("holderId").GetGuid()));
        Assert.Equal(["10.00", "3.00"],
            path.Select(step => step.GetProperty("amount").GetProperty("amount").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, await Status(OtherBank, $"/api/ledger/lots/{Part}/lineage"));
    }

    [Fact]
    public async Task An_entrys_bytes_are_for_all_and_its_opening_for_those_on_every_lots_path()
    {
        Assert.Equal((true, 2), await Opened(Debtor));
        Assert.Equal((true, 2), await Opened(Supplier));
        Assert.Equal((true, 2), await Opened(Auditor));
        Assert.Equal((false, 1), await Opened(Bank));
        Assert.Equal((false, 0), await Opened(Stranger));
        Assert.Equal(HttpStatusCode.NotFound, await Status(Auditor, "/api/ledger/entries/2"));

        async Task<(bool, int)> Opened(TestOrganisation organisation)
        {
            var entry = await (await _ledger.As(organisation)).GetAsync("/api/ledger/entries/1").Json();
            Assert.NotEmpty(entry.GetProperty("entry").GetString()!);
            return (entry.GetProperty("instruction").ValueKind != JsonValueKind.Null,
                entry.GetProperty("lots").GetArrayLength());
        }
    }

    [Fact]
    public async Task An_opening_opens_the_commitments_in_the_entry()
    {
        var answer = await (await _ledger.As(Debtor)).GetAsync("/api/ledger/entries/1").Json();
        Assert.True(SupplyFinance.Ledger.Title.EntryCodec.TryDecode(
            answer.GetProperty("entry").GetBytesFromBase64(), out var entry));
        var instruction = answer.GetProperty("instruction");
        Assert.Equal(entry!.Instruction, Commitment(instruction));
        Assert.Equal(_split.InstructionId,
            instruction.GetProperty("readable").GetProperty("instruction").GetProperty("instructionId").GetGuid());
        Assert.Equal(entry.Outputs.Select(output => output.Body),
            answer.GetProperty("lots").EnumerateArray().Select(Commitment));
    }

    [Fact]
    public async Task An_instruction_is_seen_by_those_involved_with_the_lots_that_they_may_see()
    {
        var seenByBank = await (await _ledger.As(Bank)).GetAsync($"/api/ledger/instructions/{_split.InstructionId}")
            .Json();
        Assert.Equal(("executed", 1L),
            (seenByBank.GetProperty("status").GetString(), seenByBank.GetProperty("entryIndex").GetInt64()));
        Assert.Equal([Part, Trade.Root],
            seenByBank.GetProperty("lots").EnumerateArray().Select(lot => lot.GetProperty("lotId").GetGuid()));
        Assert.Equal(HttpStatusCode.NotFound,
            await Status(Stranger, $"/api/ledger/instructions/{_split.InstructionId}"));
        var refused = Trade.Transfer([Trade.Root], [Trade.Out(400, Trade.Stranger, 1000)], Trade.By(Trade.Stranger));
        await _ledger.Do(refused);
        var seen = await (await _ledger.As(Stranger)).GetAsync($"/api/ledger/instructions/{refused.InstructionId}")
            .Json();
        Assert.Equal(("refused", "lot-consumed", 1L),
            (seen.GetProperty("status").GetString(), seen.GetProperty("reason").GetString(),
                seen.GetProperty("conflictingEntry").GetInt64()));
    }

    [Fact]
    public async Task Conservation_and_audit_are_for_the_watchers()
    {
        await _ledger.Do(Trade.Issue(Trade.Id(300), Trade.Id(301), 500, "JPY"));
        var sums = await (await _ledger.As(Operator)).GetAsync("/api/ledger/conservation").Json();
        Assert.True(sums.GetProperty("holds").GetBoolean());
        Assert.Equal(["CNY", "JPY"],
            sums.GetProperty("currencies").EnumerateArray().Select(c => c.GetProperty("currency").GetString()));
        Assert.Equal("10.00", sums.GetProperty("currencies")[0].GetProperty("live").GetProperty("amount").GetString());
        Assert.Equal(2, sums.GetProperty("roots").GetArrayLength());
        var report = await (await _ledger.As(Auditor)).GetAsync("/api/ledger/audit").Json();
        Assert.True(report.GetProperty("holds").GetBoolean());
        Assert.Equal(HttpStatusCode.Forbidden, await Status(Operator, "/api/ledger/audit"));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(Bank, "/api/ledger/conservation"));
    }

    private static SupplyFinance.Ledger.Log.Digest Commitment(JsonElement opened) =>
        SupplyFinance.Ledger.Title.Opening.Commit(
        opened.GetProperty("salt").GetBytesFromBase64(), opened.GetProperty("content").GetBytesFromBase64());

    private async Task<HttpStatusCode> Status(TestOrganisation organisation, string path)
    {
        using var response = await (await _ledger.As(organisation)).GetAsync(path);
        return response.StatusCode;
    }
}
