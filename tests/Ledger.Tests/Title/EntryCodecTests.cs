using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Log;
using SupplyFinance.Ledger.Title;

namespace SupplyFinance.Ledger.Tests.Title;

public class EntryCodecTests
{
    private static readonly Entry Sample = new(
        EntryType.Lock, Digest.Of([1]), ["org:1", "service:factoring"], "service:factoring", [Trade.Id(1)],
        [Trade.Id(2), Trade.Id(3)],
        [new EntryOutput(Trade.Id(4), Digest.Of([2]))], TestRegister.Now.AddTicks(10));

    [Fact]
    public void The_bytes_are_the_documented_ones()
    {
        var bytes = EntryCodec.Encode(
            new Entry(EntryType.Issue, Digest.Of([]), ["a"], null, [], [], [], DateTimeOffset.UnixEpoch.AddTicks(10)));
        Assert.Equal(
            "01" + "01" + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" + "01" + "0161" + "00"
                + "0000" + "0000" + "0000"
            + "0000000000000001",
            Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void An_entry_is_read_as_it_was_written()
    {
        Assert.True(EntryCodec.TryDecode(EntryCodec.Encode(Sample), out var read));
        Assert.Equivalent(Sample, read, strict: true);
        Assert.Equal(EntryCodec.Encode(Sample), EntryCodec.Encode(read!));
    }

    [Fact]
    public void Whatever_bytes_are_read_are_the_only_spelling_of_their_entry()
    {
        var bytes = EntryCodec.Encode(Sample);
        for (var at = 0; at < bytes.Length; at++)
        {
            for (var value = 0; value <= byte.MaxValue; value++)
            {
                var changed = bytes.ToArray();
                changed[at] = (byte)value;
                if (EntryCodec.TryDecode(changed, out var read)) Assert.Equal(changed, EntryCodec.Encode(read!));
            }
        }
    }

    [Fact]
    public void A_cut_or_lengthened_entry_is_refused()
    {
        var bytes = EntryCodec.Encode(Sample);
        for (var length = 0; length < bytes.Length; length++)
            Assert.False(EntryCodec.TryDecode(bytes.AsSpan(0, length), out _), $"{length}");
        Assert.False(EntryCodec.TryDecode([.. bytes, 0], out _));
    }

    [Fact]
    public void Signers_stand_in_order_and_once()
    {
        Assert.False(EntryCodec.TryDecode(EntryCodec.Encode(Sample with { Signers = ["b", "a"] }), out _));
        Assert.False(EntryCodec.TryDecode(EntryCodec.Encode(Sample with { Signers = ["a", "a"] }), out _));
        Assert.False(EntryCodec.TryDecode(EntryCodec.Encode(Sample with { Signers = [""] }), out _));
    }

    [Fact]
    public void Unknown_versions_types_and_times_are_refused()
    {
        Assert.False(EntryCodec.TryDecode([2, .. EntryCodec.Encode(Sample)[1..]], out _));
        Assert.False(EntryCodec.TryDecode([1, 0, .. EntryCodec.Encode(Sample)[2..]], out _));
        Assert.False(EntryCodec.TryDecode([1, 99, .. EntryCodec.Encode(Sample)[2..]], out _));
        Assert.False(EntryCodec.TryDecode([.. EntryCodec.Encode(Sample)[..^8], 0x80, 0, 0, 0, 0, 0, 0, 0], out _));
        Assert.False(EntryCodec.TryDecode([.. EntryCodec.Encode(Sample)[..^8], 0x7f, 0, 0, 0, 0, 0, 0, 0], out _));
        Assert.False(EntryCodec.TryDecode(new byte[70_000], out _));
    }

    [Fact]
    public void The_largest_instruction_that_the_register_accepts_fits_an_entry()
    {
        var ids = Enumerable.Range(0, Register.MaxLots).Select(Trade.Id).ToArray();
        var signers = Enumerable.Range(0, Register.MaxLots).Select(i => $"org:{Trade.Id(i):D}").Take(255)
            .Order(StringComparer.Ordinal).ToArray();
        var largest = Sample with
        {
            Signers = signers, Consumed = ids, Touched = [],
            Outputs = [.. ids.Select(id => new EntryOutput(id, Digest.Of([])))],
        };
        Assert.InRange(EntryCodec.Encode(largest).Length, 40_000, EntryCodec.MaxBytes);
        Assert.Throws<ArgumentException>(() => EntryCodec.Encode(largest with { Touched = [.. ids, .. ids, .. ids] }));
    }

    [Fact]
    public void An_instruction_is_read_back_from_its_bytes_and_by_its_own_ledger_alone()
    {
        ILedgerInstruction[] commands =
        [
            Trade.Issue(), Trade.Auction(Trade.Root) with { Until = TestRegister.Now.AddTicks(13) },
            Trade.Release(Trade.Deal, Trade.Factoring, Trade.Root),
            Trade.Transfer([Trade.Root], [Trade.Out(201, Trade.Bank, 1)], Trade.Factoring, Trade.Deal),
            Trade.Discharge(new LotDischarge(Trade.Root, 1, 1, Trade.Id(2))),
            Trade.Reduce(new LotReduction(Trade.Root, 1, Trade.Id(2))), Trade.Void(Trade.Root),
            Trade.ConvertLot(new LotConversion(Trade.Root, 1, Trade.Id(2), Trade.Id(3))),
            Trade.Reinstate(new LotReinstatement(Trade.Root, 1, Trade.Id(2))), Trade.Freeze(Trade.Root),
            Trade.Unfreeze(Trade.Root), Trade.Assign([Trade.Root], Trade.Out(201, Trade.Bank, 1)),
            Trade.Policy(1, 2, 3), Trade.Evidence(Trade.Bank, 1, 2), Trade.Naming(), Trade.Expire(Trade.Root),
        ];
        Assert.Equal(Enum.GetValues<EntryType>().Select(Operations.NameOf).Order(), commands.Select(Operations.NameOf).Order());
        foreach (var command in commands)
        {
            var bytes = InstructionBytes.Of(command, "a");
            Assert.True(InstructionBytes.TryParse(bytes, "a", out var read));
            Assert.Equal(bytes, InstructionBytes.Of(read!, "a"));
            Assert.False(InstructionBytes.TryParse(bytes, "b", out _));
        }

        Assert.False(InstructionBytes.TryParse("{}"u8, "a", out _));
        Assert.False(InstructionBytes.TryParse("no json"u8, "a", out _));
        Assert.False(InstructionBytes.TryParse("""{"version":1,"origin":"a","operation":"unknown","instruction":{}}"""u8, "a", out _));
        Assert.False(InstructionBytes.TryParse("""{"version":1,"origin":"a","operation":"issue","instruction":{}}"""u8, "a", out _));
    }
}
