namespace SupplyFinance.Ledger.Title;

/// <summary>Instants as every database and an entry keep them: UTC, whole microseconds.</summary>
public static class Instants
{
    /// <summary>The instant without what no database would give back.</summary>
    public static DateTimeOffset Cut(DateTimeOffset instant) => FromMicroseconds(ToMicroseconds(instant));

    /// <summary>Microseconds since 1970.</summary>
    public static long ToMicroseconds(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant so many microseconds after 1970.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
