using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using SupplyFinance.Ledger.Log;

namespace SupplyFinance.Ledger.Tests.Log;

/// <summary>Against tokens of a real authority, <c>openssl ts</c>.</summary>
public sealed class TimestampsTests : IAsyncLifetime
{
    private const string Text = "example.org/log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    private OpenSslAuthority _authority = null!;

    public async ValueTask InitializeAsync() => _authority = await OpenSslAuthority.Start();

    public ValueTask DisposeAsync() => _authority.DisposeAsync();

    private async Task<byte[]> Token(string text = Text)
    {
        var request = Timestamps.Request(text);
        Assert.True(Timestamps.TryReadResponse(request, await _authority.Stamp(request.Encode()), out var token, out var why), why);
        return token;
    }

    private static string Refusal(byte[] token, string text, X509Certificate2Collection roots)
    {
        Assert.False(Timestamps.TryVerify(token, text, roots, out _, out var why));
        return why;
    }

    [Fact]
    public async Task A_token_verifies_to_the_pinned_root_and_says_when()
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-2);
        Assert.True(Timestamps.TryVerify(await Token(), Text, _authority.Roots, out var at, out var why), why);
        Assert.InRange(at, before, TimeProvider.System.GetUtcNow().AddSeconds(2));
    }

    [Fact]
    public async Task A_token_is_for_one_text_and_one_root()
    {
        var token = await Token();
        Assert.Equal("it stamps something else", Refusal(token, Text + "more\n", _authority.Roots));
        await using var other = await OpenSslAuthority.Start();
        Assert.Contains("leads to no pinned root", Refusal(token, Text, other.Roots), StringComparison.Ordinal);
        Assert.Contains("leads to no pinned root", Refusal(token, Text, []), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_token_is_refused_wherever_it_was_changed()
    {
        var token = await Token();
        foreach (var place in Enumerable.Range(1, 40).Select(i => i * (token.Length - 1) / 40))
        {
            var changed = token.ToArray();
            changed[place] ^= 1;
            // A bit in what nobody signs may mean nothing; it never yields another time.
            if (Timestamps.TryVerify(changed, Text, _authority.Roots, out var at, out _))
            {
                Assert.True(Timestamps.TryVerify(token, Text, _authority.Roots, out var original, out _));
                Assert.Equal(original, at);
            }
        }

        Assert.Equal("it is no timestamp token", Refusal(token[..^1], Text, _authority.Roots));
        Assert.Equal("it is no timestamp token", Refusal([.. token, 0], Text, _authority.Roots));
        Assert.Equal("it is no timestamp token", Refusal([], Text, _authority.Roots));
    }

    [Theory]
    [InlineData("1.3.6.1.5.5.7.3.8", true)]
    [InlineData("1.3.6.1.5.5.7.3.8 1.3.6.1.5.5.7.3.3", false)]
    [InlineData("1.3.6.1.5.5.7.3.3", false)]
    public async Task Only_a_certificate_for_timestamps_alone_stamps(string usages, bool holds)
    {
        Assert.True(Rfc3161TimestampToken.TryDecode(await Token(), out var honest, out _));
        using var root = SelfSigned(usages);
        // What the authority said, under another certificate that is its own root.
        var cms = new SignedCms(new ContentInfo(
            new Oid("1.2.840.113549.1.9.16.1.4"), honest!.TokenInfo.Encode()));
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, root) { DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1") };
        signer.SignedAttributes.Add(new AsnEncodedData("1.2.840.113549.1.9.16.2.47", SigningCertificate(root)));
        cms.ComputeSignature(signer);
        Assert.Equal(holds, Timestamps.TryVerify(cms.Encode(), Text, [root], out _, out var why));
        Assert.Equal(holds, why.Length == 0);
    }

    [Fact]
    public async Task An_answer_to_another_query_is_refused()
    {
        var answer = await _authority.Stamp(Timestamps.Request(Text).Encode());
        Assert.False(Timestamps.TryReadResponse(Timestamps.Request(Text), answer, out _, out var nonce));
        Assert.NotEmpty(nonce);
        Assert.False(Timestamps.TryReadResponse(Timestamps.Request(Text), "<html>"u8.ToArray(), out _, out _));
    }

    private static X509Certificate2 SelfSigned(string usages)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Lax", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. usages.Split(' ').Select(oid => new Oid(oid))], critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    // SigningCertificateV2 (RFC 5035) with one ESSCertIDv2, whose algorithm is SHA-256 by default.
    private static byte[] SigningCertificate(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
        return writer.Encode();
    }
}
