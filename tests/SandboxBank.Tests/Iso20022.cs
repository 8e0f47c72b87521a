namespace SupplyFinance.SandboxBank.Tests;

/// <summary>The published schemas, which are not part of this repository: they lie beside it where they are
/// present.</summary>
internal static class Iso20022
{
    public static string? Find(string schema)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "iso20022", schema);
            if (File.Exists(path)) return path;
        }

        return null;
    }
}
