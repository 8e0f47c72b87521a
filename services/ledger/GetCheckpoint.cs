using SupplyFinance.Ledger.Log;

namespace SupplyFinance.Ledger;

/// <summary>The newest signed checkpoint, and the key that verifies it.</summary>
public static class GetCheckpoint
{
    private const string Text = "text/plain; charset=utf-8";

    /// <summary>The signed note; what it covers is committed.</summary>
    public static async Task<IResult> Handle(
        HttpContext context, CheckpointSigner signer, CancellationToken cancellation)
    {
        var signed = await signer.Latest(cancellation);
        context.Response.Headers.CacheControl = "no-cache";
        return Results.Text(signed.Note, Text);
    }

    /// <summary>The verifier key's text, to be pinned by whoever checks.</summary>
    public static IResult Key(LogIdentity log) => Results.Text(log.Key.Verifier + "\n", Text);
}
