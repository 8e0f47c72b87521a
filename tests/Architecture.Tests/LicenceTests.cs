using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SupplyFinance.Architecture.Tests;

public sealed partial class LicenceTests
{
    private static readonly HashSet<string> Accepted = new(StringComparer.Ordinal)
    {
        "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "PostgreSQL", "MPL-2.0", "MS-PL", "Unicode-3.0", "blessing",
    };

    /// <summary>Packages whose licence is not an expression: what their licence file says, by id, read by a person.</summary>
    private static readonly Dictionary<string, string> Read = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SourceGear.sqlite3"] = "SQLite is in the public domain; the packaging is Apache-2.0",
    };

    [Fact]
    public void Every_restored_package_has_a_licence_that_may_be_shipped()
    {
        var refused = Packages().Select(package => (package, licence: LicenceOf(package.Id, package.Version)))
            .Where(x => !Read.ContainsKey(x.package.Id) && !IsAccepted(x.licence))
            .Select(x => $"{x.package.Id} {x.package.Version}: {x.licence ?? "no licence stated"}");
        Assert.Empty(refused);
    }

    private static IEnumerable<(string Id, string Version)> Packages() =>
        Directory.EnumerateFiles(Repository.Root, "packages.lock.json", SearchOption.AllDirectories)
            .SelectMany(file =>
            {
                using var json = JsonDocument.Parse(File.ReadAllText(file));
                return json.RootElement.GetProperty("dependencies").EnumerateObject()
                    .SelectMany(framework => framework.Value.EnumerateObject())
                    .Where(package => package.Value.TryGetProperty("resolved", out _))
                    .Select(package => (package.Name, package.Value.GetProperty("resolved").GetString()!))
                    .ToList();
            })
            .Distinct()
            .Order();

    private static string? LicenceOf(string id, string version)
    {
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var root = Path.Combine(folder, id.ToLowerInvariant(), version.ToLowerInvariant());
        var nuspec = XDocument.Load(Path.Combine(root, $"{id.ToLowerInvariant()}.nuspec"));
        XElement? Find(string name) => nuspec.Descendants().FirstOrDefault(element => element.Name.LocalName == name);
        var licence = Find("license");
        if (licence?.Attribute("type")?.Value == "file")
        {
            var text = File.ReadAllText(Path.Combine(root, licence.Value.Replace('\\', '/')));
            return MitText().IsMatch(text) ? "MIT" : ApacheText().IsMatch(text) ? "Apache-2.0" : $"the file {licence.Value}";
        }

        return licence?.Value ?? Find("licenseUrl")?.Value;
    }

    private static bool IsAccepted(string? expression) =>
        expression is not null && expression.Split(" OR ").Any(one => one.Split(" AND ").All(part => Accepted.Contains(part.Trim('(', ')', ' '))));

    [GeneratedRegex(@"Permission is hereby granted, free of charge")]
    private static partial Regex MitText();

    [GeneratedRegex(@"Apache License\s+Version 2\.0")]
    private static partial Regex ApacheText();
}
