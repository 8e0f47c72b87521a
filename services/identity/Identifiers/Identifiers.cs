using System.Text.RegularExpressions;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Identifiers;

namespace SupplyFinance.Identity;

/// <summary>The schemes an organisation may be named by. Any other four-digit ISO 6523 code is taken by
/// shape.</summary>
public static class IdentifierSchemes
{
    public const string Uscc = "USCC";
    public const string Lei = "LEI";
    public const string Vat = "VAT";

    /// <summary>The organisation's name itself: the last resort for a demonstration party whose invoice carries nothing
    /// else.</summary>
    public const string Name = "NAME";

    /// <summary>ISO 6523 code of the GS1 location number.</summary>
    public const string Gln = "0088";

    /// <summary>ISO 6523 code of the LEI; such an identifier is kept under <see cref="Lei"/>, so that one number has
    /// one name.</summary>
    public const string Iso6523Lei = "0199";
}

/// <summary>Reads what a person or a file gives as an identifier into the one form that is stored, published and
/// compared.</summary>
public static partial class Identifiers
{
    /// <summary>ISO 6523-1 allows 35 characters; EN 16931 files carry a few more.</summary>
    public const int LongestValue = 50;

    /// <summary>The longest legal name that is kept.</summary>
    public const int LongestName = 200;

    private static readonly string[] Named =
        [IdentifierSchemes.Uscc, IdentifierSchemes.Lei, IdentifierSchemes.Vat, IdentifierSchemes.Name];

    /// <summary>The folded identifier, or the failure that names what is wrong with it.</summary>
    public static (OrganisationIdentifier? Identifier, InvalidIdentifier? Failure) Read(OrganisationIdentifier given)
    {
        var scheme = (given.Scheme ?? "").Trim().ToUpperInvariant();
        scheme = scheme == IdentifierSchemes.Iso6523Lei ? IdentifierSchemes.Lei : scheme;
        var value = Fold(scheme, given.Value ?? "");
        var wrong = scheme switch
        {
            IdentifierSchemes.Uscc when !CheckDigits.IsUscc(value) =>
                "is not 18 characters of GB 32100 with a right check character",
            IdentifierSchemes.Lei when !CheckDigits.IsLei(value) =>
                "is not 20 characters of ISO 17442 with right check digits",
            IdentifierSchemes.Gln when !CheckDigits.IsGln(value) =>
                "is not a 13-digit GS1 location number with a right check digit",
            IdentifierSchemes.Vat when !IsVat(value) =>
                "is neither a country code with a VAT number of 2 to 13 characters nor a Chinese taxpayer number",
            IdentifierSchemes.Name when value.Length is 0 or > LongestName => "is empty or longer than 200 characters",
            _ when Named.Contains(scheme) => null,
            _ when !Iso6523().IsMatch(scheme) =>
                "has a scheme that is neither USCC, LEI, VAT, NAME nor a four-digit ISO 6523 code",
            _ when !Shape().IsMatch(value) || value.Length > LongestValue =>
                "is not 1 to 50 letters, digits or separators",
            _ => null,
        };
        return wrong is null ? (new(scheme, value), null)
            : (null, new InvalidIdentifier(scheme, given.Value ?? "", wrong));
    }

    /// <summary>Whether a scheme is one that <see cref="Read"/> knows.</summary>
    public static bool IsKnownScheme(string scheme)
    {
        var folded = scheme.Trim().ToUpperInvariant();
        return Named.Contains(folded) || Iso6523().IsMatch(folded);
    }

    // Chinese taxpayers are numbered by their USCC, which has no country before it.
    private static bool IsVat(string value) => Vat().IsMatch(value) || CheckDigits.IsUscc(value);

    /// <summary>Case, width and separators do not make another organisation. A name keeps its single spaces.</summary>
    private static string Fold(string scheme, string value)
    {
        var wide = value.Normalize(System.Text.NormalizationForm.FormKC).ToUpperInvariant().Trim();
        return scheme switch
        {
            IdentifierSchemes.Name => Spaces().Replace(wide, " "),
            IdentifierSchemes.Uscc or IdentifierSchemes.Lei or IdentifierSchemes.Vat or IdentifierSchemes.Gln =>
                Separators().Replace(wide, ""),
            _ => Spaces().Replace(wide, ""),
        };
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[\s.\-]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^[A-Z]{2}[0-9A-Z+*]{2,13}\z")]
    private static partial Regex Vat();

    [GeneratedRegex(@"^[0-9]{4}\z")]
    private static partial Regex Iso6523();

    [GeneratedRegex(@"^[0-9A-Z](?:[0-9A-Z.:/_+\-]*[0-9A-Z])?\z")]
    private static partial Regex Shape();
}
