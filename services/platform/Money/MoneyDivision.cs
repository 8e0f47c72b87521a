namespace SupplyFinance.Platform.Money;

/// <summary>The three ways an amount may be divided; each is exact in integers and says where the rest goes.</summary>
public static class MoneyDivision
{
    /// <summary>A share of an amount, floored to the minor unit: the financed amount a · F.</summary>
    public static Money Share(this Money amount, Rate share)
    {
        RefuseNegative(amount);
        return amount with { Minor = (long)((Int128)amount.Minor * share.PartsPerMillion / Rate.Whole) };
    }

    /// <summary>amount · numerator / denominator in one division, rounded half up to the minor unit.</summary>
    /// <exception cref="OverflowException">The result, or the product before the division, is too large.</exception>
    public static Money TimesHalfUp(this Money amount, Int128 numerator, Int128 denominator)
    {
        RefuseNegative(amount);
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        var (quotient, remainder) = Int128.DivRem(checked(amount.Minor * numerator), denominator);
        var up = remainder >= denominator - remainder ? 1 : 0;
        return amount with { Minor = checked((long)(quotient + up)) };
    }

    /// <summary>Divides an amount in proportion to weights. Each part is floored; the units left over go one each to
    /// the largest remainders, ties to the earlier position, so the parts always sum to the whole.</summary>
    /// <exception cref="ArgumentException">No weight is positive, or one is negative.</exception>
    public static Money[] Allocate(this Money amount, IReadOnlyList<long> weights)
    {
        RefuseNegative(amount);
        if (weights.Any(x => x < 0)) throw new ArgumentException("A weight is negative.", nameof(weights));
        var total = weights.Aggregate(Int128.Zero, (sum, x) => sum + x);
        if (total == 0) throw new ArgumentException("No weight is positive.", nameof(weights));

        var exact = weights.Select(x => Int128.DivRem((Int128)amount.Minor * x, total)).ToArray();
        var parts = exact.Select(x => (long)x.Quotient).ToArray();
        var left = (int)(amount.Minor - parts.Aggregate(Int128.Zero, (sum, x) => sum + x));
        var byRemainder = Enumerable.Range(0, parts.Length).OrderByDescending(i => exact[i].Remainder);
        foreach (var position in byRemainder.Take(left)) parts[position]++;
        return [.. parts.Select(x => amount with { Minor = x })];
    }

    private static void RefuseNegative(Money amount)
    {
        if (!amount.IsNegative) return;
        throw new ArgumentOutOfRangeException(nameof(amount), amount, "A negative amount is not divided.");
    }
}
