using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Http;

/// <summary>Whether who asks may act right now, by this service's own copy: looked up in the transaction of each request, because a token
/// outlives a suspension.</summary>
internal static class Standing
{
    private static readonly Sql Find = Sql.Of("""
        select o.status, p.active, p.organisation_id
        from organisation o left join person p on p.id = @personId
        where o.id = @organisationId
        """);

    public static async Task<Failure?> Refusal(UnitOfWork work, Caller? caller)
    {
        if (caller is null) return null;
        var standing = await work.QueryFirst<Row>(Find, new { PersonId = caller.Id, caller.OrganisationId });
        return standing switch
        {
            null or { Active: null } => new NotYetKnown(),
            { Status: not OrganisationStatuses.Admitted } => new OrganisationNotActive(standing.Status),
            { Active: false } => new PersonNotActive(),
            _ when standing.OrganisationId != caller.OrganisationId => new PersonNotActive(),
            _ => null,
        };
    }

    private sealed class Row
    {
        public string Status { get; init; } = "";
        public bool? Active { get; init; }
        public Guid? OrganisationId { get; init; }
    }
}

/// <summary>The news of the organisation or person has not reached this service yet.</summary>
public sealed record NotYetKnown() : Failure(
    FailureKind.NotYet, "not-yet-known", "Your organisation or account is not known here yet. Try again in a moment.");

/// <summary>The organisation is not admitted, or suspended.</summary>
public sealed record OrganisationNotActive(string Status) : Failure(
    FailureKind.Forbidden, "organisation-not-active", $"Your organisation is {Status}. Ask the operator.");

/// <summary>The person's access was ended.</summary>
public sealed record PersonNotActive() : Failure(
    FailureKind.Forbidden, "person-not-active", "Your account is not active. Ask your administrator.");
