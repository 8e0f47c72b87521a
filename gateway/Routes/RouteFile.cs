namespace SupplyFinance.Gateway.Routes;

/// <summary>The routes of a file in Ocelot's schema, checked whole; knows nothing of the engine.</summary>
public sealed record RouteFile(IReadOnlyList<GatewayRoute> Routes);

/// <summary>What reading a route file found: a file only where there are no errors.</summary>
/// <param name="File">The file, or null where there are errors.</param>
/// <param name="Errors">Each names the route by index and path, and the field.</param>
/// <param name="Warnings">Fields without effect here, by name.</param>
public sealed record RouteFileReading(RouteFile? File, IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings);

/// <summary>A route file that cannot be served; the message holds every error.</summary>
public sealed class RouteFileRefusedException(IReadOnlyList<string> errors)
    : Exception($"The route file has {errors.Count} error(s):\n" + string.Join('\n', errors))
{
    /// <summary>All errors, in the file's order.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}

/// <summary>One entry of <c>Routes</c>.</summary>
public sealed record GatewayRoute
{
    /// <summary>Position in the file, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The route's <c>Key</c>, or one made from its index; unique in the file.</summary>
    public required string Id { get; init; }

    /// <summary>The path callers use.</summary>
    public required PathTemplate Upstream { get; init; }

    /// <summary>The path the service is asked for.</summary>
    public required PathTemplate Downstream { get; init; }

    /// <summary>Upper-case HTTP methods; empty means any.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary>Where the service listens in production; more than one is balanced over.</summary>
    public required IReadOnlyList<HostAndPort> Hosts { get; init; }

    /// <summary>The balancing asked for.</summary>
    public required LoadBalancing Balancing { get; init; }

    /// <summary>The higher is tried first; Ocelot's default is 1.</summary>
    public required int Priority { get; init; }

    /// <summary>Who may call; null means anybody, and the file says so.</summary>
    public required CallerDemand? Access { get; init; }

    /// <summary>How often one caller may call; null means without limit.</summary>
    public required RateLimitRule? Limit { get; init; }

    /// <summary>How long the service may stay silent.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The largest request body, in bytes.</summary>
    public required long LargestBody { get; init; }

    /// <summary>Whether the route exists in demonstration and test forms only.</summary>
    public required bool IsDemonstrationOnly { get; init; }

    /// <summary>How messages name the route.</summary>
    public string Name => NameOf(Index, Upstream.Text);

    /// <summary>How messages name the route at <paramref name="index"/> with that upstream path.</summary>
    public static string NameOf(int index, string? upstream) => $"Routes[{index}] {upstream ?? "(no upstream path)"}";
}

/// <summary>A place a service listens at.</summary>
public sealed record HostAndPort(string Host, int Port);

/// <summary>How calls are spread over several places.</summary>
public enum LoadBalancing
{
    /// <summary>The first place only.</summary>
    First,

    /// <summary>Each place in turn.</summary>
    RoundRobin,

    /// <summary>The place with the fewest calls under way.</summary>
    LeastConnection,
}

/// <summary>What a caller must bring.</summary>
/// <param name="Schemes">Authentication schemes, any of which will do.</param>
/// <param name="AllowedScopes">Any one of these scopes; empty asks for none.</param>
/// <param name="Claims">Each of these claims with this value.</param>
public sealed record CallerDemand(
    IReadOnlyList<string> Schemes,
    IReadOnlyList<string> AllowedScopes,
    IReadOnlyDictionary<string, string> Claims);

/// <summary>At most <paramref name="Limit"/> calls of one caller in one <paramref name="Period"/>.</summary>
/// <param name="Limit">Number of calls, at least 1.</param>
/// <param name="Period">Length of the fixed window.</param>
/// <param name="Exempt">Token subjects that are not limited.</param>
/// <param name="Message">What a refused caller reads.</param>
public sealed record RateLimitRule(int Limit, TimeSpan Period, IReadOnlyList<string> Exempt, string Message);
