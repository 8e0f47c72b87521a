using System.Globalization;

namespace SupplyFinance.Standalone;

/// <summary>Prints what happens as a table that people can read while it happens. What does not fit its column goes on in the next line:
/// nothing said is cut.</summary>
public sealed class Timeline(TextWriter output, int width = Timeline.DefaultWidth)
{
    /// <summary>Where the terminal's width is not known: it fits a page of text.</summary>
    public const int DefaultWidth = 120;

    /// <summary>Below this the columns would be too narrow for a company's name.</summary>
    public const int Narrowest = 100;

    /// <summary>Above this the eye loses the line.</summary>
    public const int Widest = 160;

    private const int NumberWidth = 3;
    private const int DateWidth = 10;
    private const int AmountWidth = 18;
    private const int EntryWidth = 6;

    private readonly int _width = Math.Clamp(width, Narrowest, Widest);

    private int _step;

    /// <summary>The step under way, for the message of one that fails.</summary>
    public string Current { get; private set; } = "start the platform";

    private int WhoWidth => _width / 4;

    private int WhatWidth => _width - NumberWidth - DateWidth - WhoWidth - AmountWidth - EntryWidth - (5 * TextColumns.Gap.Length);

    /// <summary>The width of the terminal that a program writes to.</summary>
    public static int WidthOfTerminal() => Console.IsOutputRedirected ? DefaultWidth : Console.WindowWidth;

    public void Head()
    {
        Line("#", "date", "who", "what", "amount", "ledger");
        output.WriteLine(new string('─', _width));
    }

    /// <summary>Told of each step that begins.</summary>
    public Action<string>? Began { get; init; }

    /// <summary>Names the step that begins.</summary>
    public void Begin(string what)
    {
        Current = what;
        Began?.Invoke(what);
    }

    /// <summary>Prints a step that is done.</summary>
    public void Done(DateOnly date, string who, string what, string amount = "", long? entry = null) => Line(
        (++_step).ToString(CultureInfo.InvariantCulture), date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), who, what, amount,
        entry is null ? "" : string.Create(CultureInfo.InvariantCulture, $"#{entry}"));

    public void Say(string text = "") => output.WriteLine(text);

    private void Line(string number, string date, string who, string what, string amount, string entry)
    {
        var whoLines = TextColumns.Wrap(who, WhoWidth);
        var whatLines = TextColumns.Wrap(what, WhatWidth);
        for (var i = 0; i < Math.Max(whoLines.Count, whatLines.Count); i++)
        {
            string First(string text) => i == 0 ? text : "";
            output.WriteLine(string.Join(TextColumns.Gap,
                TextColumns.Right(First(number), NumberWidth), TextColumns.Left(First(date), DateWidth),
                TextColumns.Left(whoLines.ElementAtOrDefault(i) ?? "", WhoWidth), TextColumns.Left(whatLines.ElementAtOrDefault(i) ?? "", WhatWidth),
                TextColumns.Right(First(amount), AmountWidth), First(entry)).TrimEnd());
        }
    }
}
