using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>An organisation's bank accounts. The operator and the auditor may name whose.</summary>
public static class ReadBankAccounts
{
    /// <summary>A list this short needs no pages: an organisation has a handful of accounts.</summary>
    public static async Task<Result<Page<OrganisationBankAccount>>> List(Guid? organisationId, Caller caller,
        UnitOfWork work)
    {
        var whose = organisationId ?? caller.OrganisationId;
        if (whose != caller.OrganisationId && !OrganisationView.SeesAll(caller))
        {
            return new NotFound("organisation", whose);
        }

        var accounts = await BankAccounts.Of(work, whose);
        return new Page<OrganisationBankAccount>([.. accounts.Where(a => !a.Closed).Select(a => a.ToContract())], null);
    }

    public static async Task<Result<OrganisationBankAccount>> Get(Guid id, Caller caller, UnitOfWork work) =>
        await BankAccounts.Find(work, id) is { } account
        && (account.OrganisationId == caller.OrganisationId || OrganisationView.SeesAll(caller))
            ? account.ToContract()
            : new NotFound("bank account", id);
}
