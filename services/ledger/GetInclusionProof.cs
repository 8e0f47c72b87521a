using SupplyFinance.Ledger.Log;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Ledger;

/// <summary>Shows that an entry is in the log: the hashes from its leaf to the root of a tree of some size.</summary>
public static class GetInclusionProof
{
    private const string Text = "text/plain";

    /// <summary>An inclusion proof (RFC 9162 §2.1.3). Hashes and roots are standard base64.</summary>
    /// <param name="Index">The entry.</param>
    /// <param name="TreeSize">The tree that the proof leads into.</param>
    /// <param name="LeafHash">SHA-256(0x00 ‖ entry).</param>
    /// <param name="Hashes">Leaf to root.</param>
    /// <param name="RootHash">The root that the proof leads to.</param>
    /// <param name="Checkpoint">The signed note over that root; null for a size that is not the newest.</param>
    public sealed record Proof(
        long Index, long TreeSize, string LeafHash, IReadOnlyList<string> Hashes, string RootHash, string? Checkpoint);

    /// <summary>The log has no such entry at that size.</summary>
    public sealed record NotInTree(long Size) : Failure(
        FailureKind.Invalid, "not-in-tree",
        $"The log has {Size} entries; index is below size, and size is at most that.", "size");

    /// <summary>Of one entry, in the newest tree or in an older one; as a proof file where plain text is asked
    /// for.</summary>
    public static async Task<IResult> Of(
        long index, long? size, HttpContext context, CheckpointSigner signer, Database database,
        CancellationToken cancellation)
    {
        var newest = await signer.Latest(cancellation);
        var treeSize = size ?? newest.Checkpoint.Size;
        if (index < 0 || index >= treeSize || treeSize > newest.Checkpoint.Size)
            return size is null
                ? (Result<Proof>)new NotFound("entry", index)
                : (Result<Proof>)new NotInTree(newest.Checkpoint.Size);
        var wantsText = context.Request.GetTypedHeaders().Accept.Any(accept => accept.MediaType == Text);
        return await database.Read<IResult>(async work =>
        {
            var hashes = await TreeTable.Hashes(work, MerkleProof.Inclusion(index, treeSize));
            var isNewest = treeSize == newest.Checkpoint.Size;
            if (wantsText && isNewest) return Results.Text(new ProofFile(index, hashes, newest.Note).ToString(), Text);
            var leaf = (await TreeTable.Read(work, [new TreeNode(0, index)]))(new TreeNode(0, index));
            var root = await TreeTable.Root(work, treeSize);
            return (Result<Proof>)new Proof(
                index, treeSize, leaf.ToBase64(), [.. hashes.Select(hash => hash.ToBase64())], root.ToBase64(),
                isNewest ? newest.Note : null);
        }, cancellation);
    }

    /// <summary>Of the entry that created a lot.</summary>
    public static async Task<IResult> OfLot(
        Guid id, long? size, HttpContext context, Caller caller, UnitOfWork work, CheckpointSigner signer,
        Database database, CancellationToken cancellation)
    {
        if (await LotTable.One(work, id) is not { } lot || !await LotAccess.Allows(work, caller, id))
            return (Result<Proof>)new NotFound("lot", id);
        return await Of(lot.CreatedByEntry, size, context, signer, database, cancellation);
    }
}
