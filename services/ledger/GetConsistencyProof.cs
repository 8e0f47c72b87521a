using SupplyFinance.Ledger.Log;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Ledger;

/// <summary>Shows that an older tree is a prefix of a newer one: nothing was taken out or changed.</summary>
public static class GetConsistencyProof
{
    /// <summary>A consistency proof (RFC 9162 §2.1.4); base64.</summary>
    public sealed record Proof(
        long From, long To, string FromRootHash, string ToRootHash, IReadOnlyList<string> Hashes);

    /// <summary>The sizes cannot be compared.</summary>
    public sealed record NotComparable(long Size) : Failure(
        FailureKind.Invalid, "not-comparable",
        $"from is at least 1 and at most to; to is at most {Size}, what the log has.", "from");

    public static async Task<Result<Proof>> Handle(
        long from, long? to, CheckpointSigner signer, Database database, CancellationToken cancellation)
    {
        var newest = (await signer.Latest(cancellation)).Checkpoint.Size;
        var until = to ?? newest;
        if (from < 1 || from > until || until > newest) return new NotComparable(newest);
        return await database.Read<Result<Proof>>(async work =>
        {
            var hashes = await TreeTable.Hashes(work, MerkleProof.Consistency(from, until));
            var (old, root) = (await TreeTable.Root(work, from), await TreeTable.Root(work, until));
            return new Proof(from, until, old.ToBase64(), root.ToBase64(), [.. hashes.Select(hash => hash.ToBase64())]);
        }, cancellation);
    }
}
