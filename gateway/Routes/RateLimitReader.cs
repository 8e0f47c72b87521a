using System.Globalization;
using System.Text.RegularExpressions;

namespace SupplyFinance.Gateway.Routes;

/// <summary>Reads <c>RateLimitOptions</c> of a route or of the whole file.</summary>
internal static partial class RateLimitReader
{
    /// <summary>Windows are kept in memory; a longer one would seldom outlive the process.</summary>
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(1);

    private const string DefaultMessage = "Too many calls; wait as long as Retry-After says.";

    /// <summary>The rule; null where rate limiting is switched off.</summary>
    public static RateLimitRule? Read(JsonFields options)
    {
        var enabled = options.Flag("EnableRateLimiting") ?? true;
        var limit = options.Number("Limit");
        var period = ReadPeriod(options);
        if (limit is null && enabled)
            options.Error("Limit", "is missing");
        if (limit < 1)
            options.Error("Limit", "must be at least 1");
        if ((options.Number("StatusCode") ?? options.Number("HttpStatusCode") ?? 429) != 429)
            options.Error("StatusCode", "must be 429");
        if (options.Fraction("PeriodTimespan") is { } wait && period is { } length && wait != length.TotalSeconds)
            options.Warn("PeriodTimespan", "has no effect: a refused caller may come back with the next period");
        if (options.Flag("DisableRateLimitHeaders") == true || options.Flag("EnableHeaders") == false)
            options.Warn("EnableHeaders", "has no effect: Retry-After is always sent");
        var message = options.Text("QuotaMessage") ?? options.Text("QuotaExceededMessage") ?? DefaultMessage;
        var exempt = options.Texts("ClientWhitelist");
        options.Ignore("ClientIdHeader", "KeyPrefix", "RateLimitCounterPrefix", "RouteKeys", "Wait");
        options.WarnOfTheRest();
        return enabled ? new RateLimitRule(limit ?? 1, period ?? LongestPeriod, exempt, message) : null;

        TimeSpan? ReadPeriod(JsonFields from)
        {
            var text = from.Text("Period");
            if (string.IsNullOrEmpty(text))
            {
                if (enabled)
                    from.Error("Period", "is missing");
                return null;
            }
            if (ParsePeriod(text) is { } parsed && parsed > TimeSpan.Zero && parsed <= LongestPeriod)
                return parsed;
            from.Error("Period", $"'{text}' is not a period up to a day, such as 10s, 1m, 1h or 1d");
            return null;
        }
    }

    private static TimeSpan? ParsePeriod(string text)
    {
        if (Period().Match(text) is not { Success: true } match)
            return null;
        var number = int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
    }

    [GeneratedRegex(@"^([0-9]{1,6})([smhd])\z")]
    private static partial Regex Period();
}
