using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using SupplyFinance.Platform.Identifiers;

namespace SupplyFinance.Identity;

/// <summary>How a bank account is named: an IBAN (ISO 13616) with verified check digits, or a domestic number by shape,
/// for countries such as China that have no IBAN.</summary>
public static partial class AccountNumber
{
    // Lengths from the IBAN registry; a country that is not in it has no IBAN.
    private const string Registry =
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 "
        + "EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 "
        + "IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 "
        + "NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 "
        + "SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

    private static readonly FrozenDictionary<string, int> IbanLengths =
        Registry.Split(' ')
            .ToFrozenDictionary(entry => entry[..2], entry =>
                int.Parse(entry[2..], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>The form that is stored and compared: upper case, without spaces and hyphens.</summary>
    public static string Fold(string number) => Separators().Replace(number, "").ToUpperInvariant();

    /// <summary>True when a folded number begins as an IBAN does: a country of the registry and two digits.</summary>
    public static bool LooksLikeIban(string folded) =>
        IbanStart().IsMatch(folded) && IbanLengths.ContainsKey(folded[..2]);

    /// <summary>True for a folded number with its country's length and right check digits.</summary>
    public static bool IsIban(string folded) =>
        LooksLikeIban(folded) && folded.Length == IbanLengths[folded[..2]] && folded.All(char.IsAsciiLetterOrDigit)
        && CheckDigits.Mod97(folded[4..] + folded[..4]) == 1;

    /// <summary>A number that may be registered: a right IBAN, or a domestic number that does not pretend to be one
    /// (at most 34 characters, what ISO 20022 <c>Max34Text</c> carries).</summary>
    public static bool IsAcceptable(string folded) =>
        LooksLikeIban(folded) ? IsIban(folded) : Domestic().IsMatch(folded);

    /// <summary>ISO 9362 by shape: party prefix, country, suffix, optional branch.</summary>
    public static bool IsBic(string value) => Bic().IsMatch(value);

    [GeneratedRegex(@"[\s-]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^[A-Z]{2}[0-9]{2}")]
    private static partial Regex IbanStart();

    [GeneratedRegex(@"^[0-9A-Z]{4,34}\z")]
    private static partial Regex Domestic();

    [GeneratedRegex(@"^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?\z")]
    private static partial Regex Bic();
}
