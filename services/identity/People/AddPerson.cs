using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>An administrator lets a person of its own organisation in; the operator lets an organisation's first
/// administrator in.</summary>
public static class AddPerson
{
    public static async Task<Result<MemberView>> Handle(Request request, Caller caller, UnitOfWork work,
        SignInStores stores)
    {
        var organisationId = request.OrganisationId ?? caller.OrganisationId;
        if (await Refusal(organisationId, request.Roles, caller, work) is { } refusal)
        {
            return refusal;
        }

        var person =
            Member.Person(Guid.CreateVersion7(), organisationId, request.SignInName, request.Name, request.Roles);
        if (person.IsFailure)
        {
            return person.Failure;
        }

        return await Add(work, stores, person.Value, request.Password) is { } failure
            ? failure
            : ((Result<MemberView>)MemberView.Of(person.Value)).Created($"/api/users/{person.Value.Id}");
    }

    /// <summary>Writes the person and the password account together.</summary>
    public static async Task<Failure?> Add(UnitOfWork work, SignInStores stores, Member person, string password) =>
        await Members.Add(work, person) is { } taken ? taken : await stores.AddPerson(work, person, password);

    private static async Task<Failure?> Refusal(Guid organisationId, string[] roles, Caller caller, UnitOfWork work)
    {
        if (organisationId == caller.OrganisationId)
        {
            return caller.Has(Roles.Administrator) ? null : new Forbidden("Only an administrator lets people in.");
        }

        if (!caller.Is(OrganisationKinds.Operator) || await Organisations.Find(work, organisationId) is null)
        {
            return new NotFound("organisation", organisationId);
        }

        var members = await Members.Of(work, organisationId);
        return members.Any(member => member.Active && member.Roles.Contains(Roles.Administrator))
            || !roles.Contains(Roles.Administrator)
            ? new Forbidden(
                "The operator lets in an organisation's first administrator only; that one lets in the others.")
            : null;
    }

    /// <summary>A new person.</summary>
    /// <param name="SignInName">Unique on the platform; usually an e-mail address.</param>
    /// <param name="Password">At least 15 characters; handed over on a safe way.</param>
    /// <param name="OrganisationId">Given by the operator for another organisation's first administrator; else one's
    /// own.</param>
    public sealed record Request(string SignInName, string Name, string[] Roles, string Password,
        Guid? OrganisationId = null);
}
