using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>The people and the API clients of one's own organisation.</summary>
public static class ReadMembers
{
    public static Task<Result<Page<MemberView>>> People(Paging paging, Caller caller, UnitOfWork work) =>
        List(people: true, paging, caller, work);

    public static Task<Result<Page<MemberView>>> ApiClients(Paging paging, Caller caller, UnitOfWork work) =>
        List(people: false, paging, caller, work);

    public static Task<Result<MemberView>> Person(Guid id, Caller caller, UnitOfWork work) =>
        Get(id, isPerson: true, caller, work);

    public static Task<Result<MemberView>> ApiClient(Guid id, Caller caller, UnitOfWork work) =>
        Get(id, isPerson: false, caller, work);

    private static async Task<Result<Page<MemberView>>> List(bool people, Paging paging, Caller caller, UnitOfWork work)
    {
        var rows = await Members.PageOf(work, caller.OrganisationId, people, paging.After, paging.Limit + 1);
        return paging.Of(rows, row => row.Position, row => MemberView.Of(row.Member));
    }

    private static async Task<Result<MemberView>> Get(Guid id, bool isPerson, Caller caller, UnitOfWork work) =>
        await Members.Find(work, id) is { } member && member.OrganisationId == caller.OrganisationId
            && member.IsPerson == isPerson
            ? ((Result<MemberView>)MemberView.Of(member)).At(member.Version)
            : new NotFound(isPerson ? "person" : "API client", id);
}
