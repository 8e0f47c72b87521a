using System.Text.Json;
using SupplyFinance.Ledger.Log;

namespace SupplyFinance.Ledger.Title;

/// <summary>What an entry's commitments stand for. Kept beside the log, shown only to those on the lots'
/// path.</summary>
/// <param name="Salt">32 random bytes before the instruction.</param>
/// <param name="Instruction">The instruction's exact bytes.</param>
/// <param name="Lots">One for each output of the entry, in its order.</param>
public sealed record Opening(byte[] Salt, byte[] Instruction, IReadOnlyList<OpenedLot> Lots)
{
    /// <summary>Bytes in a salt: as many as the hash, so that no body can be guessed.</summary>
    public const int SaltLength = 32;

    /// <summary>SHA-256(salt ‖ content).</summary>
    public static Digest Commit(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> content) =>
        Digest.Of([.. salt, .. content]);

    /// <summary>The entry that records an instruction's effects, and its opening.</summary>
    /// <param name="salt">Gives fresh random salts of <see cref="SaltLength"/> bytes.</param>
    public static (Entry Entry, Opening Opening) Seal(
        Instruction instruction, byte[] instructionBytes, Effects effects, DateTimeOffset at, Func<byte[]> salt)
    {
        var opening = new Opening(
            salt(), instructionBytes,
            [.. effects.Created.Select(lot => new OpenedLot(lot.Id, salt(), LotBody.Of(lot)))]);
        return (opening.Entry(instruction, effects, at), opening);
    }

    /// <summary>The entry that this opening and these effects must have.</summary>
    public Entry Entry(Instruction instruction, Effects effects, DateTimeOffset at) => new(
        effects.Type, Commit(Salt, Instruction), instruction.Signers(), effects.LockOwner,
        [.. effects.Consumed.Select(lot => lot.Id)],
        [.. effects.Touched.Select(lot => lot.Id)],
        [.. Lots.Select(lot => new EntryOutput(lot.LotId, Commit(lot.Salt, lot.Body)))],
        Instants.Cut(at));
}

/// <summary>A new lot's body and its salt.</summary>
public sealed record OpenedLot(Guid LotId, byte[] Salt, byte[] Body);

/// <summary>A lot's content as it is created, in bytes.</summary>
public static class LotBody
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private sealed record Body(
        int Version, Guid LotId, Guid ReceivableId, Guid DebtorId, Guid HolderId, string Currency, long Amount,
        DateOnly DueDate,
        LotLock? Lock, IReadOnlyList<Guid> ParentIds, bool Frozen, bool Conditional, int SplitDepth);

    /// <summary>JSON with the members in this order: version, lotId, receivableId, debtorId, holderId, currency, amount
    /// (minor units), dueDate, lock, parentIds, frozen, conditional, splitDepth.</summary>
    public static byte[] Of(Lot lot) => JsonSerializer.SerializeToUtf8Bytes(
        new Body(1, lot.Id, lot.ReceivableId, lot.DebtorId, lot.HolderId, lot.Currency, lot.Amount, lot.DueDate,
            lot.Lock, lot.ParentIds, lot.IsFrozen, lot.IsConditional, lot.SplitDepth), Json);
}
