using SupplyFinance.Platform.Identifiers;

namespace SupplyFinance.BankSettlement;

/// <summary>International bank account numbers (ISO 13616): told apart from a bank's own numbers, which ISO 20022
/// writes elsewhere.</summary>
public static class Iban
{
    private const int Shortest = 15;
    private const int Longest = 34;

    /// <summary>Whether a text without spaces is an IBAN with right check digits (ISO 7064 mod 97-10).</summary>
    public static bool IsValid(string text)
    {
        if (text.Length is < Shortest or > Longest
            || !text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c))) return false;
        if (!char.IsAsciiLetterUpper(text[0]) || !char.IsAsciiLetterUpper(text[1])) return false;
        if (!char.IsAsciiDigit(text[2]) || !char.IsAsciiDigit(text[3])) return false;
        return CheckDigits.Mod97(text[4..] + text[..4]) == 1;
    }
}
