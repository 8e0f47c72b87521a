using System.Globalization;
using System.Text;

namespace SupplyFinance.Invoices;

/// <summary>What may be financed once: seller, document kind, year of issue and number, folded so that no spelling
/// escapes it.</summary>
public static class Fingerprint
{
    /// <summary>The one kind of document that becomes a receivable.</summary>
    public const string InvoiceKind = "invoice";

    /// <summary>Equal after case, width (Unicode NFKC) and space folding: an exact duplicate.</summary>
    public static string Exact(Guid sellerId, string kind, DateOnly issued, string number) =>
        Key(sellerId, kind, issued, FoldNumber(number));

    /// <summary>Two looser forms of a number, without punctuation and without punctuation and leading zeros: equal
    /// only there is a near-duplicate.</summary>
    public static (string WithoutPunctuation, string WithoutZeros) Near(Guid sellerId, string kind, DateOnly issued,
        string number)
    {
        var folded = FoldNumber(number);
        return (Key(sellerId, kind, issued, WithoutPunctuation(folded)),
            Key(sellerId, kind, issued, WithoutPunctuation(WithoutLeadingZeros(folded))));
    }

    /// <summary>A number after width, case and space folding; characters that print nothing count as spaces.</summary>
    public static string FoldNumber(string number) => string.Concat(
        number.Normalize(NormalizationForm.FormKC).ToUpperInvariant()
            .Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)
            && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format));

    private static string Key(Guid sellerId, string kind, DateOnly issued, string number) =>
        string.Create(CultureInfo.InvariantCulture, $"{sellerId:D}|{kind}|{issued.Year:D4}|{number}");

    private static string WithoutPunctuation(string number)
    {
        var kept = string.Concat(number.Where(char.IsLetterOrDigit));
        return kept.Length > 0 ? kept : number;
    }

    // Zeros lead a run of digits wherever the run begins: INV-007/01 and INV-7/1 are one number to a tired clerk.
    private static string WithoutLeadingZeros(string number)
    {
        var kept = new StringBuilder(number.Length);
        for (var i = 0; i < number.Length; i++)
        {
            var leads = number[i] == '0' && (kept.Length == 0 || !char.IsDigit(kept[^1]));
            var endsRun = i + 1 == number.Length || !char.IsDigit(number[i + 1]);
            if (!leads || endsRun) kept.Append(number[i]);
        }

        return kept.ToString();
    }
}
