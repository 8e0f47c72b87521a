using System.Collections.Frozen;

namespace SupplyFinance.Platform.Money;

/// <summary>An ISO 4217 currency with its number of minor-unit digits (JPY 0, CNY 2, BHD 3).</summary>
public readonly record struct Currency
{
    // ISO 4217 list one (active codes, minor units). Funds, metals and test codes are not currencies of a receivable.
    private const string TwoDigits =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK "
        + "DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT "
        + "LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN "
        + "QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS "
        + "VED VES WST XAD XCD XCG YER ZAR ZMW ZWG";

    private const string NoDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    private const string ThreeDigits = "BHD IQD JOD KWD LYD OMR TND";

    private static readonly FrozenDictionary<string, int> Known =
        TwoDigits.Split(' ').Select(code => (code, 2))
            .Concat(NoDigits.Split(' ').Select(code => (code, 0)))
            .Concat(ThreeDigits.Split(' ').Select(code => (code, 3)))
            .ToFrozenDictionary(x => x.code, x => x.Item2, StringComparer.Ordinal);

    private readonly string? _code;

    private Currency(string code, int digits)
    {
        _code = code;
        Digits = digits;
    }

    /// <summary>The three-letter code.</summary>
    public string Code => _code ?? throw new InvalidOperationException("A default Currency names no currency.");

    /// <summary>How many decimal digits the minor unit has.</summary>
    public int Digits { get; }

    /// <summary>Minor units in one major unit: 1, 100 or 1000.</summary>
    public long MinorPerMajor => Digits switch { 0 => 1, 2 => 100, 3 => 1000, _ => throw new InvalidOperationException() };

    /// <summary>The currency with this exact upper-case code.</summary>
    /// <exception cref="ArgumentException">The code is not an active ISO 4217 currency.</exception>
    public static Currency Of(string code) =>
        TryOf(code, out var currency) ? currency : throw new ArgumentException($"'{code}' is not an ISO 4217 currency.", nameof(code));

    /// <summary>Finds the currency with this exact upper-case code.</summary>
    public static bool TryOf(string? code, out Currency currency)
    {
        if (code is not null && Known.TryGetValue(code, out var digits))
        {
            currency = new Currency(code, digits);
            return true;
        }

        currency = default;
        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Code;
}
