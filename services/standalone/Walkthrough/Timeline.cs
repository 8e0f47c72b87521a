using System.Globalization;
using System.Text;

namespace SupplyFinance.Standalone;

/// <summary>Prints what happens as a table that people can read while it happens.</summary>
public sealed class Timeline(TextWriter output)
{
    private const int WhoWidth = 28;
    private const int WhatWidth = 78;
    private const int AmountWidth = 18;

    private int _step;

    /// <summary>The step under way, for the message of one that fails.</summary>
    public string Current { get; private set; } = "start the platform";

    public void Head()
    {
        Line("#", "date", "who", "what", "amount", "ledger");
        output.WriteLine(new string('─', 4 + 12 + WhoWidth + WhatWidth + AmountWidth + 8));
    }

    /// <summary>Names the step that begins.</summary>
    public void Begin(string what) => Current = what;

    /// <summary>Prints a step that is done.</summary>
    public void Done(DateOnly date, string who, string what, string amount = "", long? entry = null) => Line(
        (++_step).ToString(CultureInfo.InvariantCulture), date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), who, what, amount,
        entry is null ? "" : string.Create(CultureInfo.InvariantCulture, $"#{entry}"));

    public void Say(string text = "") => output.WriteLine(text);

    private void Line(string number, string date, string who, string what, string amount, string entry) => output.WriteLine(
        $"{number,3} {Fit(date, 11)} {Fit(who, WhoWidth)} {Fit(what, WhatWidth)} {Fit(amount, AmountWidth, right: true)}  {entry}");

    // Chinese characters take two columns of a terminal.
    private static string Fit(string text, int width, bool right = false)
    {
        var fitted = new StringBuilder();
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var columns = rune.Value is >= 0x1100 and (<= 0x115F or >= 0x2E80 and <= 0xFFE6) ? 2 : 1;
            if (used + columns > width)
            {
                // The last place says that something was cut.
                fitted.Length = Math.Max(0, fitted.Length - 1);
                return fitted.Append('…').ToString();
            }

            fitted.Append(rune);
            used += columns;
        }

        var padding = new string(' ', width - used);
        return right ? padding + fitted : fitted + padding;
    }
}
