using SupplyFinance.Contracts;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>The platform's one setting of the business clock: how far it is ahead of the system clock, in
/// microseconds.</summary>
public sealed record BusinessClockSetting(Guid Id, long Version, long OffsetMicroseconds)
{
    /// <summary>There is one business clock, so its id is fixed.</summary>
    public static readonly Guid TheOne = new("0b5e55c1-0c00-8000-8000-000000000001");

    /// <summary>A clock that nobody has moved.</summary>
    public static readonly BusinessClockSetting Unmoved = new(TheOne, 0, 0);

    /// <summary>Moves the clock forward: deadlines that have passed cannot come back.</summary>
    public Result<BusinessClockSetting> MoveTo(DateTimeOffset to, DateTimeOffset systemNow)
    {
        var now = systemNow.AddMicroseconds(OffsetMicroseconds);
        return to < now ? new BusinessClockRunsForward(now) : At(to, systemNow);
    }

    /// <summary>Sets the clock of an empty demonstration, before anything has happened in it, to any instant.</summary>
    public BusinessClockSetting At(DateTimeOffset to, DateTimeOffset systemNow) =>
        this with { Version = Version + 1, OffsetMicroseconds = (to - systemNow).Ticks / TimeSpan.TicksPerMicrosecond };

    /// <summary>The public state.</summary>
    public BusinessClockMoved ToEvent() => new(Id, Version, OffsetMicroseconds);
}

/// <summary>The business clock is never set back.</summary>
public sealed record BusinessClockRunsForward(DateTimeOffset Now) : Failure(
    FailureKind.Conflict, "business-clock-runs-forward", $"The business clock is at {Now:O} and only moves forward.",
    "to");
