using System.Globalization;
using System.Text;

namespace SupplyFinance.Benchmarks;

/// <summary>The table of results: each section names what is compared with what.</summary>
internal sealed class Table
{
    private readonly StringBuilder _text = new("| measurement | this | baseline | this ÷ baseline |\n|---|---|---|---|\n");

    public void Section(string name, string measured, string baseline) => Line($"**{name}**", $"*{measured}*", $"*{baseline}*", "");

    public void Row(string what, double measured, double? baseline = null) => Line(
        what, Text(measured), baseline is { } other ? Text(other) : "", baseline is > 0 and var divisor ? Text(measured / divisor) : "");

    /// <summary>The median and the slowest of a hundred, in milliseconds.</summary>
    public void Times(string what, IReadOnlyCollection<TimeSpan> measured, IReadOnlyCollection<TimeSpan> baseline)
    {
        foreach (var percent in (int[])[50, 99])
        {
            Row($"{what}, p{percent} in ms", Percentile(measured, percent).TotalMilliseconds, Percentile(baseline, percent).TotalMilliseconds);
        }
    }

    public override string ToString() => _text.ToString();

    /// <summary>The nearest rank: the shortest time that so many in a hundred do not exceed.</summary>
    public static TimeSpan Percentile(IReadOnlyCollection<TimeSpan> times, int percent) =>
        times.Order().ElementAt(Math.Max(0, (((times.Count * percent) + 99) / 100) - 1));

    private void Line(string what, string measured, string baseline, string ratio) => _text.Append(
        CultureInfo.InvariantCulture, $"| {what} | {measured} | {baseline} | {ratio} |\n");

    // Three digits say what such a measurement can.
    private static string Text(double value) => value.ToString(
        value switch { >= 100 => "N0", >= 10 => "N1", _ => "N2" }, CultureInfo.InvariantCulture);
}
