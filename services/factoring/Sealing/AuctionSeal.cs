using System.Security.Cryptography;

namespace SupplyFinance.Factoring.Sealing;

/// <summary>One auction's key pair: anyone may seal a bid to the public half; the private half lies wrapped under the key
/// file and is unwrapped when the auction closes, and only then.</summary>
/// <param name="PublicKey">Subject public key info, P-256.</param>
/// <param name="WrappedPrivateKey">PKCS #8, boxed.</param>
public sealed record AuctionSeal(byte[] PublicKey, byte[] WrappedPrivateKey)
{
    /// <summary>A new random pair for one request.</summary>
    public static AuctionSeal New(KeyFile keys, Guid requestId)
    {
        using var pair = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var wrapped = Box.Close(keys.KeyFor("auction key"), Label(requestId), pair.ExportPkcs8PrivateKey());
        return new AuctionSeal(pair.ExportSubjectPublicKeyInfo(), wrapped);
    }

    /// <summary>Seals a bid: a one-time key pair, agreed with the auction's public key, then HKDF and AES-256-GCM.</summary>
    public static byte[] Close(byte[] publicKey, Guid requestId, Guid bidId, byte[] content)
    {
        using var once = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var auction = ECDiffieHellman.Create();
        auction.ImportSubjectPublicKeyInfo(publicKey, out _);
        var sender = once.ExportSubjectPublicKeyInfo();
        return [.. sender, .. Box.Close(Agree(once, auction.PublicKey, sender), Label(requestId, bidId), content)];
    }

    /// <summary>Unwraps the private key. Every call is to be logged by the transaction that makes it.</summary>
    /// <exception cref="CryptographicException">The key file is not the one the auction was made under.</exception>
    public static OpenAuction Unwrap(KeyFile keys, Guid requestId, byte[] wrappedPrivateKey)
    {
        var pair = ECDiffieHellman.Create();
        pair.ImportPkcs8PrivateKey(Box.Open(keys.KeyFor("auction key"), Label(requestId), wrappedPrivateKey), out _);
        return new OpenAuction(requestId, pair);
    }

    internal static byte[] Agree(ECDiffieHellman own, ECDiffieHellmanPublicKey other, byte[] sender) =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(other), Box.KeyLength, salt: sender,
            info: "supply-finance sealed bid 1"u8.ToArray());

    internal static string Label(Guid requestId, Guid bidId) => $"bid {requestId:D} {bidId:D}";

    private static string Label(Guid requestId) => $"auction {requestId:D}";
}

/// <summary>An auction whose private key is in memory; for the closing transaction only.</summary>
public sealed class OpenAuction : IDisposable
{
    private readonly Guid _requestId;
    private readonly ECDiffieHellman _pair;

    internal OpenAuction(Guid requestId, ECDiffieHellman pair)
    {
        _requestId = requestId;
        _pair = pair;
    }

    /// <summary>Opens one sealed bid.</summary>
    /// <exception cref="CryptographicException">It was changed, or sealed for another bid or auction.</exception>
    public byte[] Open(Guid bidId, byte[] box)
    {
        using var sender = ECDiffieHellman.Create();
        sender.ImportSubjectPublicKeyInfo(box, out var read);
        var key = AuctionSeal.Agree(_pair, sender.PublicKey, box[..read]);
        return Box.Open(key, AuctionSeal.Label(_requestId, bidId), box.AsSpan(read));
    }

    /// <inheritdoc/>
    public void Dispose() => _pair.Dispose();
}
