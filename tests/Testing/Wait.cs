using System.Diagnostics;

namespace SupplyFinance.Testing;

/// <summary>Waits for a condition; a time-out says what it waited for.</summary>
public static class Wait
{
    /// <summary>Long enough for a loaded two-core machine; a test that passes never waits this long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static async Task Until(string what, Func<Task<bool>> condition, TimeSpan? longest = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > (longest ?? Longest)) throw new TimeoutException($"Waited {watch.Elapsed.TotalSeconds:F0} s for {what}.");
            await Task.Delay(10);
        }
    }

    public static Task Until(string what, Func<bool> condition, TimeSpan? longest = null) =>
        Until(what, () => Task.FromResult(condition()), longest);

    /// <summary>Waits until a look at something gives a value that fits.</summary>
    public static async Task<T> For<T>(string what, Func<Task<T>> look, Func<T, bool> fits, TimeSpan? longest = null)
    {
        var last = default(T);
        try
        {
            await Until(what, async () => fits(last = await look()), longest);
        }
        catch (TimeoutException timeout)
        {
            throw new TimeoutException($"{timeout.Message} Last seen: {last}");
        }

        return last!;
    }
}
