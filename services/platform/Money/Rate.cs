namespace SupplyFinance.Platform.Money;

/// <summary>A rate or share in integer parts per million: 4.03 % is 40,300; 100 % is 1,000,000.</summary>
/// <param name="PartsPerMillion">Parts per million, never negative.</param>
public readonly record struct Rate(int PartsPerMillion) : IComparable<Rate>
{
    /// <summary>Parts in the whole.</summary>
    public const int Whole = 1_000_000;

    /// <summary>The rate as a fraction of one, exact.</summary>
    public decimal ToDecimal() => (decimal)PartsPerMillion / Whole;

    /// <inheritdoc/>
    public int CompareTo(Rate other) => PartsPerMillion.CompareTo(other.PartsPerMillion);

    public static bool operator <(Rate a, Rate b) => a.PartsPerMillion < b.PartsPerMillion;
    public static bool operator >(Rate a, Rate b) => a.PartsPerMillion > b.PartsPerMillion;
    public static bool operator <=(Rate a, Rate b) => a.PartsPerMillion <= b.PartsPerMillion;
    public static bool operator >=(Rate a, Rate b) => a.PartsPerMillion >= b.PartsPerMillion;
}
