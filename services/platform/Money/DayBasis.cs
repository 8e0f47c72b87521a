namespace SupplyFinance.Platform.Money;

/// <summary>How days are counted and how many make the year a rate is quoted for (ISDA 2006 §4.16: ACT/360,
/// ACT/365 (Fixed), 30E/360). The first day is out, the last day in.</summary>
public sealed record DayBasis
{
    public static readonly DayBasis Act360 = new("ACT/360", 360);
    public static readonly DayBasis Act365F = new("ACT/365F", 365);
    public static readonly DayBasis ThirtyE360 = new("30E/360", 360);

    /// <summary>Every basis there is.</summary>
    public static readonly IReadOnlyList<DayBasis> All = [Act360, Act365F, ThirtyE360];

    private DayBasis(string code, int daysInYear)
    {
        Code = code;
        DaysInYear = daysInYear;
    }

    /// <summary>As printed on an offer: <c>ACT/360</c>, <c>ACT/365F</c>, <c>30E/360</c>.</summary>
    public string Code { get; }

    /// <summary>B of the formulas: 360 or 365.</summary>
    public int DaysInYear { get; }

    /// <summary>The basis with this exact code.</summary>
    /// <exception cref="ArgumentException">No basis has this code.</exception>
    public static DayBasis Of(string code) =>
        TryOf(code, out var basis) ? basis : throw new ArgumentException($"'{code}' is not a day basis.", nameof(code));

    /// <summary>Finds the basis with this exact code.</summary>
    public static bool TryOf(string? code, out DayBasis basis)
    {
        var found = All.FirstOrDefault(x => x.Code == code);
        basis = found ?? Act360;
        return found is not null;
    }

    /// <summary>d of the formulas: days from one date (out) to a later or equal one (in).
    /// 30E/360 counts the 31st as the 30th at both ends.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The dates run backwards.</exception>
    public int Days(DateOnly from, DateOnly to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        if (this != ThirtyE360) return to.DayNumber - from.DayNumber;
        return (360 * (to.Year - from.Year)) + (30 * (to.Month - from.Month))
            + Math.Min(to.Day, 30) - Math.Min(from.Day, 30);
    }

    /// <summary>Simple interest amount · rate · days / B, rounded half up to the minor unit once: the straight discount
    /// of a lot, the late charge of an unpaid face.</summary>
    public Money Interest(Money amount, Rate rate, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        return amount.TimesHalfUp((Int128)rate.PartsPerMillion * days, (Int128)Rate.Whole * DaysInYear);
    }

    /// <summary>The discount that yields the rate on what is paid out: amount · r · d / (B + r · d), multiplied first,
    /// divided once, rounded half up to the minor unit once.</summary>
    public Money DiscountToYield(Money amount, Rate rate, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var accrued = (Int128)rate.PartsPerMillion * days;
        return amount.TimesHalfUp(accrued, ((Int128)Rate.Whole * DaysInYear) + accrued);
    }

    /// <inheritdoc/>
    public override string ToString() => Code;
}
