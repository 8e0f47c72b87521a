using System.Globalization;
using System.Text;

namespace SupplyFinance.Invoices.Tests;

/// <summary>The demonstration's invoice and real files kept beside the repository, where there are any.</summary>
internal static class Samples
{
    public static string Repository { get; } = Root(AppContext.BaseDirectory);

    public static string OwnText { get; } =
        File.ReadAllText(Path.Combine(Repository, "services", "standalone", "samples", "invoice-cny.xml"));

    public static byte[] Own => Encoding.UTF8.GetBytes(OwnText);

    /// <summary>The demonstration's invoice with one change; a change that finds nothing to change is a broken
    /// test.</summary>
    public static byte[] OwnWith(string old, string @new)
    {
        Assert.Contains(old, OwnText, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(OwnText.Replace(old, @new, StringComparison.Ordinal));
    }

    /// <summary>The demonstration's invoice under another number, on another day or with some of it prepaid, so that its
    /// amount is another.</summary>
    public static byte[] OwnAs(string number, decimal prepaid = 0, string issued = "2026-03-02")
    {
        const string payable = """<cbc:PayableAmount currencyID="CNY">""";
        var text = OwnText
            .Replace("HX-2026-0302", number, StringComparison.Ordinal)
            .Replace("<cbc:IssueDate>2026-03-02", $"<cbc:IssueDate>{issued}", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(prepaid == 0 ? text : text.Replace(
            payable + "115000.00", string.Create(CultureInfo.InvariantCulture,
                $"""<cbc:PrepaidAmount currencyID="CNY">{prepaid:F2}</cbc:PrepaidAmount>{payable}{115000 - prepaid:F2}"""),
            StringComparison.Ordinal));
    }

    public static byte[] Real(string name)
    {
        string? folder = Repository;
        while (folder is not null && !File.Exists(PathIn(folder))) folder = Path.GetDirectoryName(folder);
        Assert.SkipWhen(folder is null, $"The real file {name} is not kept beside this repository.");
        return File.ReadAllBytes(PathIn(folder!));

        string PathIn(string parent) => Path.Combine(parent, "shared", "samples", name);
    }

    private static string Root(string from) =>
        File.Exists(Path.Combine(from, "SupplyFinance.sln")) ? from : Root(Path.GetDirectoryName(from)!);
}
