using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SupplyFinance.Platform.Identifiers;

namespace SupplyFinance.Identity;

/// <summary>Made-up numbers of the right form, always the same for the same name.</summary>
public static class DemonstrationNumbers
{
    private const string UsccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>A unified social credit code: registration 91 (an enterprise), Beijing's 110000, nine digits, the check
    /// character.</summary>
    public static string Uscc(string key)
    {
        var body = $"91110000{Digits(key, 9)}";
        return body + UsccAlphabet.First(check => CheckDigits.IsUscc(body + check));
    }

    /// <summary>A domestic account number of 19 digits.</summary>
    public static string Account(string key, string currency, string purpose) =>
        "62" + Digits($"{key} {currency} {purpose}", 17);

    /// <summary>A BIC of the demonstration's own country code, which ISO 3166 leaves to users.</summary>
    public static string Bic(int bank) => string.Create(CultureInfo.InvariantCulture, $"DEMOXXB{bank}");

    private static string Digits(string key, int count) =>
        string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(key)).Take(count).Select(b => (char)('0' + (b % 10))));
}
