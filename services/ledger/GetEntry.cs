using System.Text.Json;
using SupplyFinance.Ledger.Log;
using SupplyFinance.Ledger.Title;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Ledger;

/// <summary>One entry of the log, with as much of its opening as the caller may see.</summary>
public static class GetEntry
{
    /// <summary>Bytes in base64.</summary>
    /// <param name="Entry">The entry's exact bytes.</param>
    /// <param name="LeafHash">SHA-256(0x00 ‖ entry).</param>
    /// <param name="Type">The operation that it records.</param>
    /// <param name="Instruction">The opened instruction; null unless the caller may see every lot that it
    /// names.</param>
    /// <param name="Lots">The opened bodies of new lots that the caller may see.</param>
    public sealed record Answer(
        long Index, string Type, DateTimeOffset At, string Entry, string LeafHash, Opened? Instruction,
        IReadOnlyList<OpenedLotAnswer> Lots);

    /// <summary>SHA-256(salt ‖ content) is the commitment in the entry.</summary>
    public sealed record Opened(string Salt, string Content, JsonElement Readable);

    /// <summary>A new lot's opening.</summary>
    public sealed record OpenedLotAnswer(Guid LotId, string Salt, string Content, JsonElement Readable);

    public static async Task<Result<Answer>> Handle(long index, Caller caller, UnitOfWork work)
    {
        if ((await EntryTable.Between(work, index, index)).SingleOrDefault() is not { } stored)
            return new NotFound("entry", index);
        if (!EntryCodec.TryDecode(stored.Bytes, out var entry))
            throw new InvalidOperationException($"Entry {index} is damaged.");
        Guid[] lots = [.. entry!.Consumed, .. entry.Touched, .. entry.Outputs.Select(output => output.LotId)];
        var visible = await LotAccess.Visible(work, caller, lots);
        var opening = stored.Opening;
        return new Answer(
            index, Operations.NameOf(entry.Type), entry.At, Convert.ToBase64String(stored.Bytes),
            MerkleTree.Leaf(stored.Bytes).ToBase64(),
            await IsOpen(work, caller, entry.Type, stored.InstructionId, lots.All(visible.Contains))
                ? new Opened(Base64(opening.Salt), Base64(opening.Instruction), Readable(opening.Instruction))
                : null,
            [
                .. opening.Lots.Where(lot => visible.Contains(lot.LotId))
                    .Select(lot => new OpenedLotAnswer(
                        lot.LotId, Base64(lot.Salt), Base64(lot.Body), Readable(lot.Body))),
            ]);
    }

    // What has no lots: whoever reads the log may know its operator and the policy on splits; a document's commitment is
    // for those who gave it and those who see all.
    private static async Task<bool> IsOpen(
        UnitOfWork work, Caller caller, EntryType type, Guid instructionId, bool seesItsLots) => type switch
    {
        EntryType.NameOperator or EntryType.SplitPolicy => true,
        EntryType.Evidence => LotAccess.SeesAll(caller)
            || await InstructionTable.Involves(work, instructionId, caller.OrganisationId),
        _ => seesItsLots,
    };

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);

    private static JsonElement Readable(byte[] json) => JsonSerializer.Deserialize<JsonElement>(json);
}
