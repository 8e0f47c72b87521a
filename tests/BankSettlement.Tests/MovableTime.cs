namespace SupplyFinance.BankSettlement.Tests;

/// <summary>The system clock, moved forward by hand where a test waits out a back-off.</summary>
internal sealed class MovableTime : TimeProvider
{
    private long _ahead;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));
}
