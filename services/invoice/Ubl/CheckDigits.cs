namespace SupplyFinance.Invoices.Ubl;

/// <summary>Check characters of the identifiers an invoice carries; schemes without one pass.</summary>
public static class CheckDigits
{
    // GB 32100-2015: 31 characters, no I O Z S V; weights are 3^i mod 31.
    private const string UsccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] UsccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>The rule an identifier breaks, or null.</summary>
    public static string? BrokenRule(PartyIdentifier identifier) => identifier.Scheme.ToUpperInvariant() switch
    {
        "USCC" => IsUscc(identifier.Value) ? null : "uscc-check-digit",
        "LEI" or "0199" => IsLei(identifier.Value) ? null : "lei-check-digit",
        "0088" => IsGln(identifier.Value) ? null : "gln-check-digit",
        _ => null,
    };

    /// <summary>Unified Social Credit Code, GB 32100-2015: 17 characters and a mod 31 check character.</summary>
    public static bool IsUscc(string value)
    {
        if (value.Length != 18) return false;
        var sum = 0;
        for (var i = 0; i < UsccWeights.Length; i++)
        {
            var digit = UsccAlphabet.IndexOf(value[i], StringComparison.Ordinal);
            if (digit < 0) return false;
            sum += digit * UsccWeights[i];
        }

        return UsccAlphabet[(31 - (sum % 31)) % 31] == value[17];
    }

    /// <summary>Legal Entity Identifier, ISO 17442: 20 characters, mod 97-10 of ISO 7064 leaves 1.</summary>
    public static bool IsLei(string value)
    {
        if (value.Length != 20 || !char.IsAsciiDigit(value[18]) || !char.IsAsciiDigit(value[19])) return false;
        var remainder = 0;
        foreach (var c in value)
        {
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c)) return false;
            remainder = char.IsAsciiDigit(c) ? ((remainder * 10) + (c - '0')) % 97
                : ((remainder * 100) + (c - 'A' + 10)) % 97;
        }

        return remainder == 1;
    }

    /// <summary>Global Location Number, GS1: 13 digits, the last a mod 10 check digit with weights 1 and 3.</summary>
    public static bool IsGln(string value)
    {
        if (value.Length != 13 || !value.All(char.IsAsciiDigit)) return false;
        var sum = 0;
        for (var i = 0; i < 12; i++) sum += (value[i] - '0') * (i % 2 == 0 ? 1 : 3);
        return (10 - (sum % 10)) % 10 == value[12] - '0';
    }
}
