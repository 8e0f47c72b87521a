namespace SupplyFinance.Gateway.Routes;

/// <summary>Reads who may call a route. A route that does not say so is refused: silence is not anonymity.</summary>
internal static class AccessReader
{
    /// <summary>What the caller must bring; null where the route says that anybody may call.</summary>
    public static CallerDemand? Read(JsonFields route, IReadOnlySet<string> known)
    {
        var claims = route.Pairs("RouteClaimsRequirement");
        if (route.Object("AuthenticationOptions") is not { } options)
        {
            route.Error("AuthenticationOptions", "is missing: name a scheme, or say \"AllowAnonymous\": true");
            return null;
        }
        var schemes = ReadSchemes(options, known);
        var scopes = options.Texts("AllowedScopes");
        var anonymous = options.Flag("AllowAnonymous") ?? false;
        options.Refuse("RequiredRole", "PolicyName", "RoleKey", "ScopeKey");
        options.WarnOfTheRest();
        if (anonymous)
        {
            if (schemes.Count + scopes.Count + claims.Count > 0)
                options.Error("AllowAnonymous", "contradicts the scheme, scope or claim that the route asks for");
            return null;
        }
        if (schemes.Count == 0)
            options.Error("AuthenticationProviderKeys", "is missing: name a scheme, or say \"AllowAnonymous\": true");
        if (scopes.Count + claims.Count == 0)
            options.Warn("AllowedScopes", "is empty: any token of the platform may call");
        foreach (var (claim, value) in claims.Where(claim => claim.Value.Contains('{', StringComparison.Ordinal)))
            route.Error("RouteClaimsRequirement", $"'{claim}': placeholders such as {value} are not supported");
        return new CallerDemand(schemes, scopes, claims);
    }

    private static List<string> ReadSchemes(JsonFields options, IReadOnlySet<string> known)
    {
        List<string> schemes = [.. options.Texts("AuthenticationProviderKeys")];
        if (options.Text("AuthenticationProviderKey") is { Length: > 0 } one)
            schemes.Add(one);
        foreach (var scheme in schemes.Where(scheme => !known.Contains(scheme)))
        {
            options.Error("AuthenticationProviderKeys",
                $"names the unknown scheme '{scheme}'; known: {string.Join(", ", known)}");
        }
        return schemes;
    }
}
