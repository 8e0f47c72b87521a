using System.Globalization;
using Microsoft.AspNetCore.Http;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Http;

/// <summary>RFC 7240 <c>Prefer: wait=10</c> on a command whose effect another service decides: the answer is held until the outcome is known,
/// with no transaction open meanwhile. Without the header, or when the time runs out, the answer is 202 and the pending resource.</summary>
internal static class Prefer
{
    /// <summary>The longest wait: shorter than the time-outs of the proxies in between.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    /// <summary>How long the caller wants to wait.</summary>
    public static TimeSpan Wait(HttpRequest request)
    {
        foreach (var preference in request.Headers["Prefer"].SelectMany(value => (value ?? "").Split(',')))
        {
            var parts = preference.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is ["wait", var seconds]
                && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted))
                return wanted >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(wanted);
        }

        return TimeSpan.Zero;
    }

    /// <summary>Looks until the outcome is known or the time is up.</summary>
    public static async Task<IResult?> Outcome(
        HttpContext context, Database database, Func<UnitOfWork, Task<IResult?>> look, TimeProvider time)
    {
        var wait = Wait(context.Request);
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < wait)
        {
            if (await database.Read(look, context.RequestAborted) is { } outcome) return outcome;
            await Task.Delay(Look, time, context.RequestAborted);
        }

        return null;
    }
}
