using SupplyFinance.Ledger.Log;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Ledger;

/// <summary>Tiles of the log (c2sp.org/tlog-tiles): immutable, cacheable for ever, only of what a signed checkpoint
/// covers.</summary>
public static class GetTile
{
    private const string Binary = "application/octet-stream";

    /// <summary>The hashes of perfect subtrees.</summary>
    public static Task<IResult> Hashes(
        string level, string path, HttpContext context, CheckpointSigner signer, Database database,
        CancellationToken cancellation) =>
        Tile($"{level}/{path}", context, signer, database, ReadHashes, cancellation);

    /// <summary>Entries, each behind a big-endian two-byte length.</summary>
    public static Task<IResult> Entries(
        string path, HttpContext context, CheckpointSigner signer, Database database, CancellationToken cancellation) =>
        Tile($"entries/{path}", context, signer, database, ReadEntries, cancellation);

    private static async Task<IResult> Tile(
        string path, HttpContext context, CheckpointSigner signer, Database database,
        Func<UnitOfWork, TilePath, Task<byte[]>> read,
        CancellationToken cancellation)
    {
        if (!TilePath.TryParse(path, out var tile)
            || !tile!.IsWithin((await signer.Latest(cancellation)).Checkpoint.Size))
            return (Result<object>)new NotFound("tile", path);
        var bytes = await database.Read(work => read(work, tile), cancellation);
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(bytes, Binary);
    }

    private static async Task<byte[]> ReadHashes(UnitOfWork work, TilePath tile)
    {
        TreeNode[] nodes = [.. Enumerable.Range(0, tile.Width)
            .Select(i => new TreeNode(tile.HashLevel, tile.First + i))];
        var read = await TreeTable.Read(work, nodes);
        return [.. nodes.SelectMany(node => read(node).ToArray())];
    }

    private static async Task<byte[]> ReadEntries(UnitOfWork work, TilePath tile) => EntryBundle.Of(
        (await EntryTable.Between(work, tile.First, tile.First + tile.Width - 1)).Select(entry => entry.Bytes));
}
