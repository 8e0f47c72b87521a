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
