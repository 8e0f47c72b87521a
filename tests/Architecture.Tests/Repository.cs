using System.Runtime.CompilerServices;

namespace SupplyFinance.Architecture.Tests;

/// <summary>The source tree that these tests look at.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    /// <summary>C# files that people wrote, with their path from the root.</summary>
    public static IEnumerable<(string Path, string[] Lines)> Sources() =>
        new[] { "services", "gateway", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(System.IO.Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => System.IO.Path.GetRelativePath(Root, file))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(file => (file, File.ReadAllLines(System.IO.Path.Combine(Root, file))));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = System.IO.Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder,
            "SupplyFinance.sln"))) folder = System.IO.Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("These tests run inside the repository.");
    }
}
