using Microsoft.AspNetCore.Builder;
using SupplyFinance.Contracts;

namespace SupplyFinance.Platform.Http;

/// <summary>Who may call a route. Every route declares it; the host refuses to start with one that does not.</summary>
/// <param name="Kinds">Kinds of organisation, any of them; empty: every kind.</param>
/// <param name="Roles">Roles, any of them; empty: every role.</param>
/// <param name="Anyone">Why the route needs no token, or null when it does.</param>
/// <param name="OpensWork">Whether a unit of work is open around the handler.</param>
public sealed record RouteAccess(
    IReadOnlyList<string> Kinds, IReadOnlyList<string> Roles, string? Anyone = null, bool OpensWork = true)
{
    /// <summary>Whether a caller's kind and role suffice. Objects of other organisations are refused in the handler, as not found.</summary>
    public bool Admits(Caller caller) =>
        (Kinds.Count == 0 || Kinds.Any(caller.Is)) && (Roles.Count == 0 || Roles.Any(caller.Has));
}

/// <summary>The most bytes that a route's body may have.</summary>
public sealed record BodyLimit(long Bytes)
{
    /// <summary>A JSON command: far more than any real one.</summary>
    public const long Json = 1024 * 1024;

    /// <summary>A document: an invoice with its attachments inside.</summary>
    public const long Document = 10 * 1024 * 1024;
}

/// <summary>The answers of this route are kept for ever under their Idempotency-Key, not thirty days: it moves money.</summary>
public sealed record KeepsAnswersForEver;

/// <summary>How routes say who may call them.</summary>
public static class RouteAccessExtensions
{
    private static readonly string[] Readers = [Roles.Viewer, Roles.Maker, Roles.Checker, Roles.Administrator];

    /// <summary>Organisations of these kinds (empty: any), people with these roles (empty: any).</summary>
    public static TBuilder Allow<TBuilder>(this TBuilder route, string[] kinds, string[] roles)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess(kinds, roles));

    /// <summary>Whoever is signed in for an organisation of these kinds (empty: any) may read.</summary>
    public static TBuilder AllowReaders<TBuilder>(this TBuilder route, params string[] kinds)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess(kinds, Readers));

    /// <summary>No token is needed, for a reason that stands here.</summary>
    public static TBuilder AllowAnyone<TBuilder>(this TBuilder route, string why, bool opensWork = true)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess([], [], why, opensWork));

    /// <summary>Takes bodies up to a limit other than <see cref="BodyLimit.Json"/>.</summary>
    public static TBuilder WithBodyLimit<TBuilder>(this TBuilder route, long bytes)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new BodyLimit(bytes));

    /// <summary>Keeps answers under their Idempotency-Key for ever.</summary>
    public static TBuilder KeepAnswersForEver<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new KeepsAnswersForEver());
}
