using System.Text.RegularExpressions;

namespace SupplyFinance.Architecture.Tests;

public sealed partial class TidyTests
{
    /// <summary>Beyond this a file holds more than one thing.</summary>
    private const int LongestFile = 320;

    private const int LongestLine = 150;

    private static void Nobody(string rule, Func<string, string, bool> breaks, Func<string, bool>? among = null) => Assert.Empty(
        from source in Repository.Sources()
        where among?.Invoke(source.Path) ?? true
        where !source.Path.EndsWith("TidyTests.cs", StringComparison.Ordinal)
        from line in source.Lines.Select((text, index) => (text, index))
        where breaks(source.Path, line.text)
        select $"{source.Path}:{line.index + 1} {rule}");

    [Fact]
    public void Nothing_is_left_to_do_in_a_comment() =>
        Nobody("leaves something to do", (_, line) => ToDo().IsMatch(line));

    [Fact]
    public void No_code_hides_in_regions_or_pretends_to_be_written() =>
        Nobody("hides or pretends", (_, line) => Pretence().IsMatch(line));

    [Fact]
    public void Only_the_two_clocks_tell_the_time() => Nobody(
        "reads the wall clock", (_, line) => WallClock().IsMatch(line), path => path.StartsWith("services/", StringComparison.Ordinal));

    [Fact]
    public void Money_is_never_floating_point() => Nobody(
        "uses floating point", (_, line) => FloatingPoint().IsMatch(line), path => path.Contains("/Money/") || path.Contains("Pricing"));

    [Fact]
    public void Lines_fit_a_screen() => Nobody("is too long", (_, line) => line.Length > LongestLine);

    [Fact]
    public void Files_hold_one_thing() => Assert.Empty(
        Repository.Sources().Where(source => source.Lines.Length > LongestFile).Select(source => $"{source.Path}: {source.Lines.Length} lines"));

    [Fact]
    public void The_project_speaks_of_itself_alone() =>
        Nobody("names a machine's path", (_, line) => line.Contains("/work/", StringComparison.Ordinal));

    [Fact]
    public void Programs_are_short() => Assert.Empty(
        Repository.Sources().Where(s => Path.GetFileName(s.Path) == "Program.cs" && s.Lines.Length > 15).Select(s => s.Path));

    [GeneratedRegex(@"//.*\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex ToDo();

    [GeneratedRegex(@"^\s*#region|NotImplementedException")]
    private static partial Regex Pretence();

    [GeneratedRegex(@"Date(Time|TimeOffset)\.(Utc)?Now\b|DateTime\.Today")]
    private static partial Regex WallClock();

    [GeneratedRegex(@"\b(float|double)\b(?!.*///)")]
    private static partial Regex FloatingPoint();
}
