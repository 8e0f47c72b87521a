namespace SupplyFinance.Platform.Identifiers;

/// <summary>The check-digit sums of the identifiers that carry one. Each takes the value already folded (upper case, no
/// separators).</summary>
public static class CheckDigits
{
    // GB 32100-2015 leaves out I, O, Z, S and V.
    private const string UsccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const int UsccLength = 18;
    private const int LeiLength = 20;
    private const int GlnLength = 13;
    private static readonly int[] UsccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>Unified Social Credit Code, GB 32100: the weighted sum of 17 characters and the 18th is divisible by
    /// 31.</summary>
    public static bool IsUscc(string value)
    {
        if (value.Length != UsccLength) return false;
        var sum = 0;
        for (var i = 0; i < UsccLength; i++)
        {
            var digit = UsccAlphabet.IndexOf(value[i], StringComparison.Ordinal);
            if (digit < 0) return false;
            sum += digit * (i == UsccLength - 1 ? 1 : UsccWeights[i]);
        }

        return sum % UsccAlphabet.Length == 0;
    }

    /// <summary>Legal Entity Identifier, ISO 17442: 18 letters or digits and two check digits by ISO 7064 mod
    /// 97-10.</summary>
    public static bool IsLei(string value) =>
        value.Length == LeiLength && value.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c))
        && char.IsAsciiDigit(value[^1]) && char.IsAsciiDigit(value[^2]) && Mod97(value) == 1;

    /// <summary>GS1 location number (ISO 6523 scheme 0088): 13 digits, weights 1 and 3, the sum divisible by
    /// 10.</summary>
    public static bool IsGln(string value) =>
        value.Length == GlnLength && value.All(char.IsAsciiDigit)
        && value.Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;

    /// <summary>ISO 7064 mod 97-10 over digits and letters (A = 10 … Z = 35); 1 for a value whose check digits are
    /// right: LEI, IBAN and creditor reference, the latter two with their first four characters moved to the
    /// end.</summary>
    public static int Mod97(string value) =>
        value.Aggregate(0, (rest, c) =>
            char.IsAsciiDigit(c) ? ((rest * 10) + (c - '0')) % 97 : ((rest * 100) + (c - 'A' + 10)) % 97);
}
