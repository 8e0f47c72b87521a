using System.Text.RegularExpressions;

namespace SupplyFinance.Deployment.Tests;

/// <summary>What the Dockerfile says of the images.</summary>
internal static partial class Images
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Tool.Root, "Dockerfile"));

    /// <summary>The platform's version, the tag of its images.</summary>
    public static readonly string Version = VersionTag().Match(
        File.ReadAllText(Path.Combine(Tool.Root, "Directory.Build.props"))).Groups[1].Value;

    /// <summary>As whom the images run.</summary>
    public static readonly string User = Value("USER");

    /// <summary>Where the images listen.</summary>
    public static readonly IReadOnlyList<int> Ports = Value("EXPOSE").Split(' ').Select(int.Parse).ToList();

    /// <summary>The value of an instruction, the last one of its name.</summary>
    public static string Value(string instruction) =>
        Lines.Last(line => line.StartsWith(instruction + " ", StringComparison.Ordinal))[(instruction.Length + 1)..];

    /// <summary>The default of a build argument.</summary>
    public static string Argument(string name) =>
        Lines.First(line => line.StartsWith($"ARG {name}=", StringComparison.Ordinal))[(name.Length + 5)..];

    /// <summary>Whether an image is named by an exact version or by its content.</summary>
    public static bool IsPinned(string image) => Pinned().IsMatch(image);

    [GeneratedRegex("<Version>(.+)</Version>")]
    private static partial Regex VersionTag();

    // Three numbers, two for PostgreSQL, a cumulative update for SQL Server; or a digest.
    [GeneratedRegex(@"@sha256:[0-9a-f]{64}$|:\d+\.\d+(\.\d+)?(-[\w.-]+)?$|:\d{4}-CU\d+-[\w.-]+$")]
    private static partial Regex Pinned();
}
