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

    /// <summary>Packages outside the list, each read by a person, by id and version: a new version is read again.</summary>
    private static readonly Dictionary<string, Exception> Exceptions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Data.SqlClient.SNI.runtime 7.1.0"] = new(
            "Microsoft's terms: distributable code, the native part of the SQL Server driver", TestsOnly: false),
        ["Microsoft.SqlServer.DacFx 170.5.96"] = new("Microsoft's terms: checks SQL texts against a model of the schema", TestsOnly: true),
        ["Microsoft.SqlServer.Types 170.1000.7"] = new("Microsoft's pre-release terms: comes with DacFx", TestsOnly: true),
    };

    [Fact]
    public void Every_restored_package_has_a_licence_that_may_be_shipped()
    {
        var refused = Packages("").Where(package => !Exceptions.ContainsKey($"{package.Id} {package.Version}"))
            .Select(package => (package, licence: LicenceOf(package.Id, package.Version)))
            .Where(x => !IsAccepted(x.licence))
            .Select(x => $"{x.package.Id} {x.package.Version}: {x.licence ?? "no licence stated"}");
        Assert.Empty(refused);
    }

    [Fact]
    public void What_is_licensed_for_tests_only_is_not_shipped() => Assert.Empty(
        from package in Packages("services").Concat(Packages("gateway"))
        where Exceptions.TryGetValue($"{package.Id} {package.Version}", out var exception) && exception.TestsOnly
        select $"{package.Id} {package.Version}");

    [Fact]
    public void Every_exception_is_of_a_package_that_is_used() => Assert.Empty(
        Exceptions.Keys.Except(Packages("").Select(package => $"{package.Id} {package.Version}"), StringComparer.OrdinalIgnoreCase));

    private sealed record Exception(string Because, bool TestsOnly);

    private static IEnumerable<(string Id, string Version)> Packages(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "packages.lock.json", SearchOption.AllDirectories)
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
