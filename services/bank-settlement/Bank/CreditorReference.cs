using System.Numerics;
using System.Security.Cryptography;
using SupplyFinance.Platform.Identifiers;

namespace SupplyFinance.BankSettlement;

/// <summary>The structured creditor reference (ISO 11649, <c>RF</c> + two check digits + up to 21 characters) that a
/// debtor quotes when it pays a receivable.</summary>
public static class CreditorReference
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>Characters after the check digits: ISO 11649 allows 21, which hold 108 bits.</summary>
    private const int BodyLength = 21;

    /// <summary>The reference of a receivable: always the same, and practically never another receivable's.</summary>
    public static string Of(Guid receivableId)
    {
        var number = new BigInteger(
            SHA256.HashData(receivableId.ToByteArray(bigEndian: true)), isUnsigned: true, isBigEndian: true);
        Span<char> body = stackalloc char[BodyLength];
        for (var i = 0; i < BodyLength; i++)
        {
            body[i] = Alphabet[(int)(number % Alphabet.Length)];
            number /= Alphabet.Length;
        }

        var text = body.ToString();
        return $"RF{98 - CheckDigits.Mod97(text + "RF00"):00}{text}";
    }

    /// <summary>Whether a text is a reference with right check digits.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: >= 5 and <= 25 } && text.StartsWith("RF", StringComparison.Ordinal)
            && char.IsAsciiDigit(text[2])
        && char.IsAsciiDigit(text[3]) && text.All(Alphabet.Contains) && CheckDigits.Mod97(text[4..] + text[..4]) == 1;
}
