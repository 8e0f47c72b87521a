using System.Security.Cryptography;
using System.Text;

namespace SupplyFinance.Factoring.Sealing;

/// <summary>AES-256-GCM with a random nonce in front. The label binds a box to its place: moved elsewhere, it does not
/// open.</summary>
internal static class Box
{
    public const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Close(byte[] key, string label, ReadOnlySpan<byte> content)
    {
        var box = new byte[NonceLength + content.Length + TagLength];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            box.AsSpan(0, NonceLength), content, box.AsSpan(NonceLength, content.Length), box.AsSpan(^TagLength..),
            Encoding.UTF8.GetBytes(label));
        return box;
    }

    /// <exception cref="CryptographicException">The box was changed, or is another's.</exception>
    public static byte[] Open(byte[] key, string label, ReadOnlySpan<byte> box)
    {
        if (box.Length < NonceLength + TagLength) throw new CryptographicException("The box is cut short.");
        var content = new byte[box.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            box[..NonceLength], box[NonceLength..^TagLength], box[^TagLength..], content, Encoding.UTF8.GetBytes(label));
        return content;
    }
}
