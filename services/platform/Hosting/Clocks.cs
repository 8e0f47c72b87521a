namespace SupplyFinance.Platform.Hosting;

/// <summary>Which of the two clocks an instant belongs to.</summary>
public enum ClockKind
{
    /// <summary>Never moved: tokens, leases, retries, time-outs, ledger and signature times.</summary>
    System,

    /// <summary>Movable forward in demonstration and test forms: windows, validity, due dates, charges, policies, calendars.</summary>
    Business,
}

/// <summary>The system clock and the business clock of one service. Instants are UTC, cut to microseconds.</summary>
public sealed class Clocks(TimeProvider system, TimeZoneInfo zone)
{
    /// <summary>The platform's zone where configuration names none.</summary>
    public const string DefaultZone = "Asia/Shanghai";

    private long _offsetMicroseconds;

    /// <summary>Raised when the business clock was moved, so that what waits for it looks again.</summary>
    public event Action? Moved;

    /// <summary>The zone that business dates are in.</summary>
    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>The system clock's instant.</summary>
    public DateTimeOffset Now => Cut(system.GetUtcNow());

    /// <summary>The business clock's instant.</summary>
    public DateTimeOffset BusinessNow => Now.AddMicroseconds(Interlocked.Read(ref _offsetMicroseconds));

    /// <summary>The business clock's date in the platform's zone.</summary>
    public DateOnly BusinessToday => BusinessDateOf(BusinessNow);

    /// <summary>How far the business clock is ahead of the system clock, in microseconds.</summary>
    public long OffsetMicroseconds => Interlocked.Read(ref _offsetMicroseconds);

    /// <summary>The date an instant falls on in the platform's zone.</summary>
    public DateOnly BusinessDateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The first instant of a date in the platform's zone.</summary>
    public DateTimeOffset StartOf(DateOnly date)
    {
        var local = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>Sets the business clock's offset as the platform's one owner of it published it.</summary>
    public void Move(long offsetMicroseconds)
    {
        Interlocked.Exchange(ref _offsetMicroseconds, offsetMicroseconds);
        Moved?.Invoke();
    }

    /// <summary>Cuts an instant to whole microseconds, the finest that every database keeps.</summary>
    public static DateTimeOffset Cut(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
