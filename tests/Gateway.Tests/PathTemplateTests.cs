using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SupplyFinance.Gateway.Routes;

namespace SupplyFinance.Gateway.Tests;

public class PathTemplateTests
{
    private static PathTemplate Parse(string text)
    {
        var faults = new List<string>();
        var template = PathTemplate.Parse(text, faults);
        Assert.Empty(faults);
        return template;
    }

    [Theory]
    [InlineData("/{all}", "/", true)]
    [InlineData("/{all}", "/a/b/c", true)]
    [InlineData("/a/{rest}", "/a", true)]
    [InlineData("/a/{rest}", "/A/b/{c}", true)]
    [InlineData("/a/{rest}", "/b", false)]
    [InlineData("/a/{rest}", "/{x}/b", false)]
    [InlineData("/a/{id}/c", "/a/b/c", true)]
    [InlineData("/a/{id}/c", "/a/{other}/c", true)]
    [InlineData("/a/{id}/c", "/a/b/d", false)]
    [InlineData("/a/{id}/c", "/a/{rest}", false)]
    [InlineData("/a/b", "/a/b/", true)]
    [InlineData("/a/b", "/a/{id}", false)]
    [InlineData("/a/b", "/a", false)]
    [InlineData("/a", "/a/b", false)]
    [InlineData("/", "/", true)]
    public void Covering_means_matching_every_path_of_the_other(string wide, string narrow, bool covers) =>
        Assert.Equal(covers, Parse(wide).Covers(Parse(narrow)));

    [Property]
    public Property Covering_is_reflexive_and_transitive() => Prop.ForAll(
        Templates, Templates, Templates,
        (a, b, c) => a.Covers(a) && (!(a.Covers(b) && b.Covers(c)) || a.Covers(c)));

    [Property]
    public Property What_covers_a_template_matches_the_paths_that_the_template_matches() => Prop.ForAll(
        Templates, Templates, Paths,
        (wide, narrow, path) => !(wide.Covers(narrow) && narrow.Covers(path)) || wide.Covers(path));

    private static Arbitrary<PathTemplate> Paths { get; } = Of(Gen.Elements("a", "b", "c"));

    private static Arbitrary<PathTemplate> Templates { get; } = Of(Gen.Elements("a", "b", "{p}", "{q}", "{r}"));

    private static Arbitrary<PathTemplate> Of(Gen<string> segment) => Gen.Choose(0, 3)
        .SelectMany(length => segment.ListOf(length))
        .Where(pieces => pieces.Where(p => p[0] == '{').Distinct().Count() == pieces.Count(p => p[0] == '{'))
        .Select(pieces => Parse("/" + string.Join('/', pieces)))
        .ToArbitrary();
}
