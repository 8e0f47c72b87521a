namespace SupplyFinance.Invoices.Ubl;

/// <summary>One broken rule of a file: the rule's name (EN 16931 and Peppol names where they have one), the field as a
/// path, the value found.
/// <paramref name="Line"/> and <paramref name="Column"/> count from 1.</summary>
public sealed record RuleViolation(string Rule, string Field, string? Value, string Message, int? Line = null,
    int? Column = null);

/// <summary>Collects broken rules while a document is read, so that an uploader learns all of them at once.</summary>
internal sealed class Findings
{
    /// <summary>More than this helps nobody and could make an answer larger than the file.</summary>
    public const int Max = 100;

    private readonly List<RuleViolation> _all = [];

    public IReadOnlyList<RuleViolation> All => _all;
    public bool None => _all.Count == 0;

    public void Add(string rule, UblElement at, string message) =>
        Add(new RuleViolation(rule, at.Path, at.Text.Length > 0 ? Shown(at.Text) : null, message, at.Line, at.Column));

    public void Missing(string rule, UblElement parent, string path, string message) =>
        Add(new RuleViolation(rule, $"{parent.Path}/{path}", null, message, parent.Line, parent.Column));

    public void Add(RuleViolation violation)
    {
        if (_all.Count < Max) _all.Add(violation);
    }

    // A value is quoted so that it can be found, not reproduced.
    public static string Shown(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
