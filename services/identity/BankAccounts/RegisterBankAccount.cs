using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>An organisation's maker names a bank account; its checker approves what was named. Registering a collection
/// account is the owner's standing mandate to pay out what is booked there.</summary>
public static class RegisterBankAccount
{
    public const string Name = "register-bank-account";

    public static async Task<Result<Approvals.View>> Propose(BankAccount.Details request, Caller caller,
        UnitOfWork work)
    {
        if (await Organisations.Find(work, caller.OrganisationId) is not { } owner)
        {
            return new NotFound("organisation", caller.OrganisationId);
        }

        var id = Guid.CreateVersion7();
        var account = BankAccount.Register(id, owner, request, await BankAccounts.Policy(work), work.BusinessNow);
        return account.IsFailure ? account.Failure : await Approvals.Propose(work, caller, Name, id, request);
    }

    public static async Task<Result<OrganisationBankAccount>> Execute(BankAccount.Details command, Approval approval,
        UnitOfWork work)
    {
        if (await Organisations.FindForChange(work, approval.OrganisationId) is not { } owner)
        {
            return new NotFound("organisation", approval.OrganisationId);
        }

        var account = BankAccount.Register(
            approval.SubjectId, owner, command, await BankAccounts.Policy(work), work.BusinessNow);
        if (account.IsFailure)
        {
            return account.Failure;
        }

        await BankAccounts.Add(work, owner, account.Value);
        return ((Result<OrganisationBankAccount>)account.Value.ToContract())
            .Created($"/api/bank-accounts/{account.Value.Id}");
    }
}
