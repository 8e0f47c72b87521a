using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>An administrator changes the name and roles of a person or client of its own organisation, or ends its
/// access.</summary>
public static class ChangeMember
{
    public static Task<Result<MemberView>> Person(
        Guid id, Request request, IfMatch condition, Caller caller, UnitOfWork work) =>
        Handle(id, isPerson: true, request, condition, caller, work);

    public static Task<Result<MemberView>> Client(
        Guid id, Request request, IfMatch condition, Caller caller, UnitOfWork work) =>
        Handle(id, isPerson: false, request, condition, caller, work);

    /// <summary>Gives a person a new password and ends its sessions.</summary>
    public static async Task<Result<MemberView>> Password(
        Guid id, PasswordRequest request, Caller caller, UnitOfWork work, SignInStores stores)
    {
        if (await Members.Find(work, id) is not { IsPerson: true } person
            || person.OrganisationId != caller.OrganisationId)
        {
            return new NotFound("person", id);
        }

        return await stores.ChangePassword(work, person, request.Password) is { } refused
            ? refused
            : MemberView.Of(person);
    }

    private static async Task<Result<MemberView>> Handle(
        Guid id, bool isPerson, Request request, IfMatch condition, Caller caller, UnitOfWork work)
    {
        // Changes of one organisation's people go one after another: two administrators cannot dismiss each other at
        // once.
        await Organisations.FindForChange(work, caller.OrganisationId);
        if (await Members.Find(work, id) is not { } member || member.OrganisationId != caller.OrganisationId
            || member.IsPerson != isPerson)
        {
            return new NotFound(isPerson ? "person" : "API client", id);
        }

        if (condition.Against(member.Version) is { } mismatch)
        {
            return mismatch;
        }

        var changed =
            member.Change(request.Name, request.Roles, request.Active, await Members.OtherAdministrators(work, member));
        if (changed.IsFailure)
        {
            return changed.Failure;
        }

        await Members.Save(work, changed.Value);
        return ((Result<MemberView>)MemberView.Of(changed.Value)).At(changed.Value.Version);
    }

    /// <summary>What the member is to be from now on.</summary>
    public sealed record Request(string Name, string[] Roles, bool Active);

    /// <summary>A new password of at least 15 characters.</summary>
    public sealed record PasswordRequest(string Password);
}
