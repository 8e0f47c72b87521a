using FsCheck.Xunit;

namespace SupplyFinance.Identity.Tests;

public class BusinessClockSettingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Property]
    public bool The_clock_moves_forward_and_never_back(int firstSeconds, int secondSeconds)
    {
        var first = BusinessClockSetting.Unmoved.At(Now.AddSeconds(firstSeconds), Now);
        var second = first.MoveTo(Now.AddSeconds(secondSeconds), Now);
        return secondSeconds >= firstSeconds
            ? second.Value.OffsetMicroseconds == secondSeconds * 1_000_000L && second.Value.Version == 2
            : second.Failure is BusinessClockRunsForward;
    }

    [Fact]
    public void Moving_to_the_present_instant_is_no_step_back() =>
        Assert.Equal(0, BusinessClockSetting.Unmoved.MoveTo(Now, Now).Value.OffsetMicroseconds);
}
