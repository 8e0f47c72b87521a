using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace SupplyFinance.Platform.Http;

/// <summary>Who asks: a person or an API client, acting for one organisation, as its access token says.</summary>
/// <param name="Id">The person or client.</param>
/// <param name="OrganisationId">The organisation it acts for.</param>
/// <param name="ResponsiblePersonId">The person, or the person who answers for the client: maker and checker are compared by it.</param>
/// <param name="Kinds">What the organisation is (<c>supplier</c>, <c>bank</c> …).</param>
/// <param name="Roles">What the person may do (<c>maker</c>, <c>checker</c> …).</param>
/// <param name="Scopes">The services that the token is for.</param>
public sealed record Caller(
    Guid Id, Guid OrganisationId, Guid ResponsiblePersonId, IReadOnlySet<string> Kinds, IReadOnlySet<string> Roles, IReadOnlySet<string> Scopes)
{
    /// <summary>Whether the organisation is of a kind.</summary>
    public bool Is(string kind) => Kinds.Contains(kind);

    /// <summary>Whether the person has a role.</summary>
    public bool Has(string role) => Roles.Contains(role);

    /// <summary>Reads the claims of a checked token; null where they are not ours.</summary>
    public static Caller? Of(ClaimsPrincipal user)
    {
        if (!Guid.TryParse(user.FindFirstValue("sub"), out var id)
            || !Guid.TryParse(user.FindFirstValue("org"), out var organisation)
            || !Guid.TryParse(user.FindFirstValue("person"), out var person)) return null;
        return new Caller(id, organisation, person, Values(user, "org_kind"), Values(user, "role"),
            Values(user, "scope").SelectMany(s => s.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal));
    }

    public static ValueTask<Caller> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(Of(context.User) ?? throw new InvalidOperationException("A route that anyone may call has no caller."));

    private static HashSet<string> Values(ClaimsPrincipal user, string type) =>
        user.FindAll(type).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
}
