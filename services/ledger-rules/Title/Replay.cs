namespace SupplyFinance.Ledger.Title;

/// <summary>Rebuilds the register from entries and openings (the title audit): commitments open, rules hold, and each
/// entry is exactly the one that its instruction must have produced. Two replays of one log agree, so state =
/// fold(entries).</summary>
public sealed class Replay(string origin)
{
    private readonly HashSet<Guid> _instructions = [];

    /// <summary>The register, as the entries so far leave it.</summary>
    public RegisterState State { get; } = new();

    /// <summary>Every lot that ever was, as the entries so far leave it.</summary>
    public IReadOnlyDictionary<Guid, Lot> Lots => State.Lots;

    /// <summary>Entries taken so far.</summary>
    public long Size { get; private set; }

    /// <summary>Takes the next entry.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Apply(ReadOnlySpan<byte> bytes, Opening opening)
    {
        var index = Size++;
        if (!EntryCodec.TryDecode(bytes, out var entry)) return $"Entry {index} is malformed.";
        if (Opening.Commit(opening.Salt, opening.Instruction) != entry!.Instruction)
            return $"Entry {index}: another instruction was committed to.";
        if (!InstructionBytes.TryParse(opening.Instruction, origin, out var command))
            return $"Entry {index}: no instruction to {origin}.";
        var instruction = Instruction.Of(command!);
        if (!_instructions.Add(instruction.Id))
            return $"Entry {index}: instruction {instruction.Id} has an entry already.";
        if (Register.Decide(command!, State.View(command!, index, entry.At)) is not Effects effects)
            return $"Entry {index}: the rules refuse its instruction.";
        if (!opening.Lots.Select(lot => lot.LotId).SequenceEqual(effects.Created.Select(lot => lot.Id))
            || !opening.Lots.Zip(effects.Created)
                .All(pair => pair.First.Body.AsSpan().SequenceEqual(LotBody.Of(pair.Second))))
            return $"Entry {index}: its opening does not hold the lots that its instruction creates.";
        if (!EntryCodec.Encode(opening.Entry(instruction, effects, entry.At)).AsSpan().SequenceEqual(bytes))
            return $"Entry {index} is not the one its instruction produces.";
        State.Apply(command!, effects, index);
        return null;
    }
}
