using System.Text;
using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Log;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class ReplayTests
{
    private static readonly List<(byte[] Bytes, Opening Opening)> Log = History();

    [Fact]
    public void A_true_history_is_replayed_without_a_word() => Assert.Null(Wrong(Log));

    [Fact]
    public void An_entry_left_out_is_noticed() =>
        Assert.Contains("Entry 1", Wrong([Log[0], .. Log[2..]]), StringComparison.Ordinal);

    [Fact]
    public void An_entry_taken_twice_is_noticed() =>
        Assert.Contains("has an entry already", Wrong([.. Log, Log[1]]), StringComparison.Ordinal);

    [Fact]
    public void An_opening_of_another_instruction_is_noticed() =>
        Assert.Contains("another instruction", Wrong([Log[0], (Log[1].Bytes, Log[0].Opening)]),
            StringComparison.Ordinal);

    [Fact]
    public void A_body_that_says_another_amount_is_noticed()
    {
        var opening = Log[0].Opening;
        var lot = opening.Lots[0];
        var text = Encoding.UTF8.GetString(lot.Body).Replace("1000", "9000", StringComparison.Ordinal);
        var forged = lot with { Body = Encoding.UTF8.GetBytes(text) };
        Assert.Contains("does not hold the lots", Wrong([(Log[0].Bytes, opening with { Lots = [forged] })]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_salt_that_was_changed_is_noticed()
    {
        var opening = Log[0].Opening;
        var resalted = opening with { Lots = [opening.Lots[0] with { Salt = new byte[32] }] };
        Assert.Contains("not the one", Wrong([(Log[0].Bytes, resalted)]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_instruction_that_the_rules_refuse_is_noticed()
    {
        var command = Trade.Transfer([Root], [Out(201, Bank, 1000)], By(Stranger));
        Assert.Contains("refuse", Wrong([Log[0], Forge(command, new Effects(EntryType.Transfer, [], [], [], null))]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Structure_alone_finds_double_spends_double_births_and_broken_locks()
    {
        var issue = Log[0].Bytes;
        Assert.Contains("created twice", Broken(issue, issue), StringComparison.Ordinal);
        Assert.Contains("does not live", Broken(issue, Log[4].Bytes, Log[4].Bytes), StringComparison.Ordinal);
        Assert.Contains("does not live", Broken(Log[1].Bytes), StringComparison.Ordinal);
        Assert.Contains("malformed", Broken([1, 2, 3]), StringComparison.Ordinal);
        var byHolder = new Entry(EntryType.Transfer, Digest.Of([]), ["org:x"], null, [Root], [], [], TestRegister.Now);
        Assert.Contains("locked by service:factoring", Broken(issue, Log[1].Bytes, EntryCodec.Encode(byHolder)),
            StringComparison.Ordinal);
        Assert.Contains("consumed twice", Broken(issue, EntryCodec.Encode(byHolder with { Consumed = [Root, Root] })),
            StringComparison.Ordinal);
        Assert.Null(Broken(issue, Log[1].Bytes, Log[2].Bytes, Log[3].Bytes));
    }

    private static (byte[], Opening) Forge(ILedgerInstruction command, Effects effects)
    {
        var (entry, opening) = Opening.Seal(
            Instruction.Of(command), InstructionBytes.Of(command, TestRegister.Origin), effects, TestRegister.Now,
            () => new byte[32]);
        return (EntryCodec.Encode(entry), opening);
    }

    private static string? Wrong(IEnumerable<(byte[] Bytes, Opening Opening)> log)
    {
        var replay = new Replay(TestRegister.Origin);
        return log.Select(x => replay.Apply(x.Bytes, x.Opening)).FirstOrDefault(wrong => wrong is not null);
    }

    private static string? Broken(params byte[][] entries)
    {
        var structure = new Structure();
        return entries.Select(bytes => structure.Apply(bytes)).FirstOrDefault(wrong => wrong is not null);
    }

    private static List<(byte[] Bytes, Opening Opening)> History()
    {
        var register = InDeal();
        register.MustDo(Trade.Release(Deal, Factoring, Root));
        register.MustDo(Trade.Transfer([Root], [Out(201, Bank, 300), Out(202, Supplier, 700)], By(Supplier)));
        register.MustDo(Collect(Id(201), Id(202)));
        register.MustDo(Trade.Discharge(
            new LotDischarge(Id(201), 100, 100, Id(203)), new LotDischarge(Id(202), 700, 700, Id(204))));
        return register.Log;
    }
}
