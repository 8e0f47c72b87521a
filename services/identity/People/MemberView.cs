namespace SupplyFinance.Identity;

/// <summary>A person or API client as its organisation sees it.</summary>
/// <param name="SignInName">The sign-in name, or the client's <c>client_id</c>.</param>
/// <param name="Form"><c>person</c>, <c>secret-client</c> or <c>key-client</c>.</param>
/// <param name="ResponsiblePersonId">The person itself, or who answers for the client.</param>
public sealed record MemberView(
    Guid Id, long Version, Guid OrganisationId, string Form, string SignInName, string Name,
    IReadOnlyList<string> Roles, bool Active,
    Guid ResponsiblePersonId)
{
    public static MemberView Of(Member member) => new(
        member.Id, member.Version, member.OrganisationId, member.Form, member.SignInName, member.Name, member.Roles,
        member.Active,
        member.ResponsiblePersonId);
}
