using System.Globalization;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Invoices.Ubl;

/// <summary>Reads single fields strictly and names the rule when one is missing or malformed.</summary>
internal sealed class UblFields(Findings findings)
{
    /// <summary>Digits that fit a <c>decimal</c> with room for the products of a line.</summary>
    private const int MaxNumberLength = 28;

    public Findings Findings => findings;

    public static string? Text(UblElement parent, string path) =>
        parent.Find(path)?.Text is { Length: > 0 } text ? text : null;

    public string Required(string rule, UblElement parent, string path, string message)
    {
        if (Text(parent, path) is { } text) return text;
        findings.Missing(rule, parent, path, message);
        return "";
    }

    /// <summary>ISO 8601 <c>yyyy-MM-dd</c> in ASCII digits; EN 16931 allows no time zone.</summary>
    public DateOnly? Date(UblElement? element)
    {
        if (element is not { Text.Length: > 0 }) return null;
        var text = element.Text;
        if (text.All(char.IsAscii)
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var date))
            return date;
        findings.Add("date-format", element, "A date is written yyyy-MM-dd.");
        return null;
    }

    /// <summary>An amount in the document's currency, exact to its minor unit.</summary>
    public decimal? Amount(UblElement element, Currency? currency)
    {
        if (currency is not { } known) return null;
        if (element.Attribute("currencyID") != known.Code)
        {
            findings.Add(new("PEPPOL-EN16931-R051", element.Path + "/@currencyID", element.Attribute("currencyID"),
                $"Every amount is in the invoice currency {known.Code}.", element.Line, element.Column));
            return null;
        }

        if (Number(element) is null) return null;
        if (Money.TryParse(Unsigned(element.Text), known, out var money)) return money.ToDecimal();
        findings.Add("currency-digits", element,
            $"{known.Code} has {known.Digits} digits after the point and the amount must fit 64 bits.");
        return null;
    }

    public decimal? RequiredAmount(string rule, UblElement parent, string path, Currency? currency, string message)
    {
        if (parent.Find(path) is { Text.Length: > 0 } element) return Amount(element, currency);
        findings.Missing(rule, parent, path, message);
        return null;
    }

    public decimal OptionalAmount(UblElement parent, string path, Currency? currency) =>
        parent.Find(path) is { } element ? Amount(element, currency) ?? 0 : 0;

    /// <summary>A decimal number as XML Schema writes it, without exponent, in ASCII digits.</summary>
    public decimal? Number(UblElement element)
    {
        if (IsNumber(element.Text)
            && decimal.TryParse(element.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var value))
            return value;
        findings.Add("number-format", element, "A number is written in digits with a decimal point.");
        return null;
    }

    private static string Unsigned(string text) => text[0] == '+' ? text[1..] : text;

    private static bool IsNumber(string text)
    {
        if (text.Length is 0 or > MaxNumberLength) return false;
        var digits = text[0] is '+' or '-' ? text[1..] : text;
        return digits.Length > 0 && char.IsAsciiDigit(digits[0]) && char.IsAsciiDigit(digits[^1])
            && digits.All(c => char.IsAsciiDigit(c) || c == '.') && digits.Count(c => c == '.') <= 1;
    }
}
