using System.Runtime.CompilerServices;

namespace SupplyFinance.EndToEnd.Tests;

internal static class Samples
{
    /// <summary>The project's own sample invoice.</summary>
    public static string Own => Path.Combine(AppContext.BaseDirectory, "samples", "invoice-cny.xml");

    /// <summary>A sample that may lie beside the repository, or null.</summary>
    public static string? Shared(string name, [CallerFilePath] string here = "")
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "shared", "samples", name));
        return File.Exists(path) ? path : null;
    }
}
