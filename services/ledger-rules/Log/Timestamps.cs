using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SupplyFinance.Ledger.Log;

/// <summary>RFC 3161: an independent authority's word that a checkpoint existed at an instant. What is stamped is the
/// checkpoint's text, without the signatures under it, so that any copy of it can be checked
/// (<c>openssl ts -verify -data</c> takes the same bytes).</summary>
public static class Timestamps
{
    /// <summary>The extended key usage of an authority's certificate, id-kp-timeStamping (RFC 3161 §2.3).</summary>
    public const string KeyUsage = "1.3.6.1.5.5.7.3.8";

    /// <summary>An authority answers with a token and its certificates: some kilobytes; a chain of large keys stays
    /// below.</summary>
    public const int MaxTokenBytes = 100_000;

    private const int NonceLength = 8;

    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    /// <summary>A query over a checkpoint's text that asks for the certificates, with a nonce of its own.</summary>
    public static Rfc3161TimestampRequest Request(string checkpointText) => Rfc3161TimestampRequest.CreateFromData(
        Encoding.UTF8.GetBytes(checkpointText), HashAlgorithmName.SHA256,
        nonce: RandomNumberGenerator.GetBytes(NonceLength), requestSignerCertificates: true);

    /// <summary>The token in an authority's answer (DER of a TimeStampResp), if it grants what the query asked: same
    /// hash, same nonce, a signature that holds.</summary>
    public static bool TryReadResponse(
        Rfc3161TimestampRequest request, ReadOnlyMemory<byte> response, out byte[] token, out string why)
    {
        token = [];
        if (response.Length > MaxTokenBytes) return Refuse("the answer is too long", out why);
        try
        {
            var granted = request.ProcessResponse(response, out var read);
            if (read != response.Length) return Refuse("something follows the answer", out why);
            token = granted.AsSignedCms().Encode();
        }
        catch (CryptographicException refused)
        {
            return Refuse(refused.Message, out why);
        }

        why = "";
        return true;
    }

    /// <summary>Verifies a token over a checkpoint's text: its hash, its signature, and the chain from its signer, whose
    /// certificate is for timestamps alone, to a pinned root, as of the instant that the token names.</summary>
    /// <param name="roots">The pinned roots; nothing that this machine trusts besides counts. Revocation is not looked
    /// up: verification is offline.</param>
    /// <param name="at">The instant, where it verifies.</param>
    /// <param name="why">What is wrong, where it does not.</param>
    public static bool TryVerify(
        ReadOnlyMemory<byte> token, string checkpointText, X509Certificate2Collection roots, out DateTimeOffset at,
        out string why)
    {
        at = default;
        if (token.Length > MaxTokenBytes || !Rfc3161TimestampToken.TryDecode(token, out var read, out var length)
            || length != token.Length)
            return Refuse("it is no timestamp token", out why);
        var info = read!.TokenInfo;
        if (info.HashAlgorithmId.Value != Sha256) return Refuse("it does not stamp a SHA-256", out why);
        if (!info.GetMessageHash().Span.SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(checkpointText))))
            return Refuse("it stamps something else", out why);
        if (!read.VerifySignatureForHash(info.GetMessageHash().Span, HashAlgorithmName.SHA256, out var signer)
            || signer is null)
            return Refuse("its signature does not hold", out why);
        if (!IsForTimestampsAlone(signer)) return Refuse("its signer's certificate is not for timestamps alone", out why);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(read.AsSignedCms().Certificates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(KeyUsage));
        chain.ChainPolicy.VerificationTime = info.Timestamp.UtcDateTime;
        if (!chain.Build(signer))
        {
            var problems = string.Join(", ", chain.ChainStatus.Select(status => status.Status).Distinct());
            return Refuse($"its signer's certificate leads to no pinned root ({problems})", out why);
        }

        at = info.Timestamp;
        why = "";
        return true;
    }

    private static bool IsForTimestampsAlone(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().ToArray() is [{ Critical: true } usage]
        && usage.EnhancedKeyUsages.Count == 1 && usage.EnhancedKeyUsages[0].Value == KeyUsage;

    private static bool Refuse(string reason, out string why)
    {
        why = reason;
        return false;
    }
}
