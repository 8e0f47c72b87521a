using System.Numerics;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Pricing;

/// <summary>The one comparable price of an offer: cost · 365 / Σ(cash today · days), a yearly rate on ACT/365F whatever
/// the bid's own basis. Held as an exact fraction so that two offers never tie by rounding.</summary>
public readonly record struct AllInRate : IComparable<AllInRate>
{
    private readonly BigInteger _numerator;
    private readonly BigInteger _denominator;

    private AllInRate(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        _numerator = numerator / divisor;
        _denominator = denominator / divisor;
    }

    /// <summary>Shown in parts per million, rounded half up.</summary>
    public long PartsPerMillion => (long)(((2 * _numerator * Rate.Whole) + _denominator) / (2 * _denominator));

    public static bool operator <(AllInRate a, AllInRate b) => a.CompareTo(b) < 0;
    public static bool operator >(AllInRate a, AllInRate b) => a.CompareTo(b) > 0;
    public static bool operator <=(AllInRate a, AllInRate b) => a.CompareTo(b) <= 0;
    public static bool operator >=(AllInRate a, AllInRate b) => a.CompareTo(b) >= 0;

    /// <summary>The rate of lots priced together.</summary>
    /// <param name="cost">Discount and all fees.</param>
    /// <param name="cashDays">Cash today and actual days of each lot.</param>
    /// <exception cref="ArgumentException">No lot has both cash and days.</exception>
    public static AllInRate Of(Money cost, IEnumerable<(Money Cash, int Days)> cashDays)
    {
        var denominator = cashDays.Aggregate(BigInteger.Zero, (sum, x) => sum + ((BigInteger)x.Cash.Minor * x.Days));
        if (denominator.Sign <= 0) throw new ArgumentException("Nothing is paid for any time.", nameof(cashDays));
        return new AllInRate((BigInteger)cost.Minor * DayBasis.Act365F.DaysInYear, denominator);
    }

    /// <inheritdoc/>
    public int CompareTo(AllInRate other) =>
        (_numerator * other._denominator).CompareTo(other._numerator * _denominator);
}
