using System.Text.RegularExpressions;

namespace SupplyFinance.Gateway.Routes;

/// <summary>One piece between slashes: a literal, compared without case, or a placeholder.</summary>
/// <param name="Name">The literal's text, or the placeholder's name without braces.</param>
/// <param name="IsPlaceholder">Whether the piece stands for whatever the caller wrote there.</param>
public readonly record struct PathSegment(string Name, bool IsPlaceholder);

/// <summary>
/// A path template of the route file. As in Ocelot, a placeholder at the end stands for the rest of the path, slashes
/// and nothing at all included; any other stands for exactly one segment.
/// </summary>
public sealed partial record PathTemplate(string Text, IReadOnlyList<PathSegment> Segments)
{
    /// <summary>The names of all placeholders, in order.</summary>
    public IEnumerable<string> Placeholders => Segments.Where(s => s.IsPlaceholder).Select(s => s.Name);

    /// <summary>The placeholder that stands for the rest of the path, where there is one.</summary>
    public string? Rest => Segments is [.., { IsPlaceholder: true } last] ? last.Name : null;

    /// <summary>Reads a template; says in <paramref name="faults"/> all that is wrong with it.</summary>
    public static PathTemplate Parse(string text, List<string> faults)
    {
        if (!text.StartsWith('/'))
            faults.Add("must begin with '/'");
        if (text.Contains('?', StringComparison.Ordinal))
            faults.Add("has a query string, which is not supported");
        var pieces = text.Split('?')[0].Trim('/').Split('/');
        var segments = new List<PathSegment>();
        foreach (var piece in pieces.Length == 1 && pieces[0].Length == 0 ? [] : pieces)
        {
            if (Placeholder().Match(piece) is { Success: true } match)
                segments.Add(new PathSegment(match.Groups[1].Value, true));
            else if (piece is not ("." or "..") && Literal().IsMatch(piece))
                segments.Add(new PathSegment(piece, false));
            else
                faults.Add($"has a segment '{piece}' that is neither a plain literal nor one whole {{placeholder}}");
        }
        var twice = segments.Where(s => s.IsPlaceholder).GroupBy(s => s.Name, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1).Select(g => g.Key);
        faults.AddRange(twice.Select(name => $"names the placeholder {{{name}}} twice"));
        return new PathTemplate(text, segments);
    }

    /// <summary>Whether every path that <paramref name="other"/> matches is matched by this template too.</summary>
    public bool Covers(PathTemplate other)
    {
        for (var i = 0; i < Segments.Count; i++)
        {
            var isRest = i == Segments.Count - 1 && Segments[i].IsPlaceholder;
            if (isRest)
                return true;
            if (i >= other.Segments.Count || (i == other.Segments.Count - 1 && other.Segments[i].IsPlaceholder))
                return false;
            if (!Segments[i].IsPlaceholder && (other.Segments[i].IsPlaceholder
                || !Segments[i].Name.Equals(other.Segments[i].Name, StringComparison.OrdinalIgnoreCase)))
                return false;
        }
        return Segments.Count == other.Segments.Count;
    }

    [GeneratedRegex(@"^\{([A-Za-z][A-Za-z0-9_]*)\}\z")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^[A-Za-z0-9._~$@:-]+\z")]
    private static partial Regex Literal();
}
