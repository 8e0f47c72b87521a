using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>The operator's two people verify an account; the owner's two people close one.</summary>
public static class ChangeBankAccount
{
    public const string Verify = "verify-bank-account";
    public const string Close = "close-bank-account";

    public static Task<Result<Approvals.View>> ProposeVerification(Guid id, Caller caller, UnitOfWork work) =>
        Propose(Verify, id, caller, work);

    public static Task<Result<Approvals.View>> ProposeClosing(Guid id, Caller caller, UnitOfWork work) =>
        Propose(Close, id, caller, work);

    public static FourEyesCommands Add(FourEyesCommands commands) => commands
        .On<Command, OrganisationBankAccount>(Verify, (command, _, work) => Execute(Verify, command, work))
        .On<Command, OrganisationBankAccount>(Close, (command, _, work) => Execute(Close, command, work));

    private static async Task<Result<Approvals.View>> Propose(string what, Guid id, Caller caller, UnitOfWork work)
    {
        if (await BankAccounts.Find(work, id) is not { } account
            || (what == Close && account.OrganisationId != caller.OrganisationId))
        {
            return new NotFound("bank account", id);
        }

        var outcome = await Decide(what, account, work);
        return outcome.IsFailure
            ? outcome.Failure
            : await Approvals.Propose(
                work, caller, what, id,
                new Command(id, account.Number, account.BankBic, account.AccountName, account.Currency));
    }

    private static async Task<Result<OrganisationBankAccount>> Execute(string what, Command command, UnitOfWork work)
    {
        if (await BankAccounts.Find(work, command.BankAccountId) is not { } found
            || await Organisations.FindForChange(work, found.OrganisationId) is not { } owner)
        {
            return new NotFound("bank account", command.BankAccountId);
        }

        var outcome = await Decide(what, owner.BankAccounts.Single(account => account.Id == found.Id), work);
        if (outcome.IsFailure)
        {
            return outcome.Failure;
        }

        await BankAccounts.Save(work, owner, outcome.Value);
        return outcome.Value.ToContract();
    }

    private static async Task<Result<BankAccount>> Decide(string what, BankAccount account, UnitOfWork work) => what switch
    {
        Verify => account.Verify(await BankAccounts.Policy(work), work.BusinessNow),
        Close => account.Close(),
        _ => throw new InvalidOperationException($"{what} does not change a bank account."),
    };

    /// <summary>What the checker sees and approves.</summary>
    public sealed record Command(Guid BankAccountId, string Number, string BankBic, string AccountName,
        string Currency);
}
