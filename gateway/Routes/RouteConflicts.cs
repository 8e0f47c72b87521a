namespace SupplyFinance.Gateway.Routes;

/// <summary>Finds routes that the same request could reach twice, or that no request can reach.</summary>
internal static class RouteConflicts
{
    public static void Find(IReadOnlyList<GatewayRoute> routes, Findings findings)
    {
        foreach (var same in routes.GroupBy(route => route.Id, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var route in same.Skip(1))
                findings.Error($"{route.Name}: Key", $"'{route.Id}' is also the key of {same.First().Name}");
        }
        foreach (var route in routes.Where(route => route.Upstream.Text.Length > 0))
        {
            foreach (var other in routes.Where(other => other.Index != route.Index && other.Upstream.Text.Length > 0))
                Compare(route, other, findings);
        }
    }

    private static void Compare(GatewayRoute route, GatewayRoute other, Findings findings)
    {
        var shared = Shared(route, other);
        if (shared is null || !other.Upstream.Covers(route.Upstream))
            return;
        if (route.Upstream.Covers(other.Upstream))
        {
            if (other.Index < route.Index)
                findings.Error(route.Name, $"is the same path as {other.Name} for {shared}");
        }
        else if (other.Priority >= route.Priority)
        {
            findings.Error($"{route.Name}: Priority",
                $"{route.Priority} makes it unreachable for {shared}: {other.Name} matches the same paths "
                + $"with priority {other.Priority}");
        }
    }

    /// <summary>The methods that both routes answer, or null where there are none.</summary>
    private static string? Shared(GatewayRoute one, GatewayRoute two)
    {
        if (one.Methods.Count == 0 && two.Methods.Count == 0)
            return "every method";
        string[] shared = one.Methods.Count == 0 ? [.. two.Methods]
            : two.Methods.Count == 0 ? [.. one.Methods]
            : [.. one.Methods.Intersect(two.Methods)];
        return shared.Length == 0 ? null : string.Join(", ", shared);
    }
}
