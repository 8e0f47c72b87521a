using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>The operator's maker enters an application; the organisation exists, and may do nothing, until it is
/// admitted.</summary>
public static class RegisterOrganisation
{
    public static async Task<Result<OrganisationView>> Handle(
        Request request, Caller caller, UnitOfWork work, ServiceSettings settings)
    {
        if (request.Kinds.Contains(OrganisationKinds.Operator))
        {
            return new InvalidField("kinds", "one-operator",
                "The platform has one operator, set up with the platform itself.");
        }

        var applied = Organisation.Apply(
            Guid.CreateVersion7(), request.Name, request.Kinds, request.Identifiers,
            byNameAllowed: settings.IsDemonstration);
        if (applied.IsFailure)
        {
            return applied.Failure;
        }

        return await Organisations.Add(work, applied.Value) is { } taken
            ? taken
            : ((Result<OrganisationView>)OrganisationView.For(caller, applied.Value)!)
                .Created($"/api/organisations/{applied.Value.Id}");
    }

    /// <summary>An application.</summary>
    /// <param name="Name">The legal name.</param>
    /// <param name="Kinds"><c>supplier core-enterprise bank auditor</c>; it may be several.</param>
    /// <param name="Identifiers">Schemes USCC, LEI, VAT, a four-digit ISO 6523 code, or NAME in a
    /// demonstration.</param>
    public sealed record Request(string Name, string[] Kinds, OrganisationIdentifier[] Identifiers);
}
