using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace SupplyFinance.SandboxBank;

/// <summary>Account numbers: IBANs have an element of their own in ISO 20022.</summary>
public static partial class AccountNumber
{
    /// <summary>Whether a number is an IBAN (ISO 13616) whose check digits hold.</summary>
    public static bool IsIban(string number)
    {
        if (!Shape().IsMatch(number)) return false;
        var digits = string.Concat(
            (number[4..] + number[..4]).Select(c => char.IsDigit(c) ? c.ToString() : $"{c - 'A' + 10}"));
        return BigInteger.Parse(digits, CultureInfo.InvariantCulture) % 97 == 1;
    }

    [GeneratedRegex("^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
