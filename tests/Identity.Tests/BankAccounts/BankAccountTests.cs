using SupplyFinance.Contracts;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity.Tests;

public class BankAccountTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly BankAccount.Details Given =
        new("DE89 3704 0044 0532 0130 00", "cobadeff", " Commerzbank ", "Lotus GmbH", "EUR",
            BankAccountPurposes.Operating);

    [Fact]
    public void A_new_account_is_folded_unverified_and_not_usable_before_the_policys_time()
    {
        var account = Register(Given).Value;
        Assert.Equal(("DE89370400440532013000", "COBADEFF", "Commerzbank"),
            (account.Number, account.BankBic, account.BankName));
        Assert.False(account.Verified);
        Assert.Equal(Now + AccountPolicy.Default.CoolingTime, account.UsableFrom);
    }

    [Fact]
    public void Each_broken_rule_of_an_account_is_named()
    {
        Assert.Equal("invalid-account-number",
            Register(Given with { Number = "DE89370400440532013001" }).Failure!.Code);
        Assert.Equal("invalid-bic", Register(Given with { BankBic = "COBADE" }).Failure!.Code);
        Assert.Equal("unknown-currency", Register(Given with { Currency = "EUX" }).Failure!.Code);
        Assert.Equal("bankName", Register(Given with { BankName = " " }).Failure!.Field);
        Assert.Equal("accountName", Register(Given with { AccountName = new string('x', 201) }).Failure!.Field);
        Assert.Equal("unknown-purpose", Register(Given with { Purpose = "savings" }).Failure!.Code);
    }

    [Fact]
    public void Only_a_core_enterprise_has_a_collection_account()
    {
        var collection = Given with { Purpose = BankAccountPurposes.Collection };
        Assert.Equal("collection-without-debt", Register(collection).Failure!.Code);
        Assert.False(Register(collection, Owner(OrganisationKinds.CoreEnterprise)).IsFailure);
    }

    [Fact]
    public void The_same_account_is_registered_once_until_it_is_closed()
    {
        var owner = Owner(OrganisationKinds.Supplier);
        var account = Register(Given, owner).Value;

        Assert.Equal("bank-account-registered", Register(Given, owner with { BankAccounts = [account] }).Failure!.Code);
        Assert.False(Register(Given with { Currency = "USD" }, owner with { BankAccounts = [account] }).IsFailure);
        Assert.False(Register(Given, owner with { BankAccounts = [account.Close().Value] }).IsFailure);
    }

    [Fact]
    public void An_account_is_verified_once_and_closed_once()
    {
        var verified = Verify(Register(Given).Value).Value;
        Assert.True(verified.Verified);
        Assert.Equal("bank-account-state", Verify(verified).Failure!.Code);
        Assert.Equal("bank-account-state", Verify(verified.Close().Value).Failure!.Code);
        Assert.Equal("bank-account-state", verified.Close().Value.Close().Failure!.Code);
    }

    [Fact]
    public void The_cooling_time_runs_from_the_verification_by_the_policy_in_force_then()
    {
        var policy = new AccountPolicy(7, TimeSpan.FromHours(3));
        var verified = Register(Given).Value.Verify(policy, Now.AddDays(30)).Value;
        Assert.Equal((Now.AddDays(30).AddHours(3), 7), (verified.UsableFrom, verified.PolicyVersion));
        Assert.Equal(verified.UsableFrom, verified.Close().Value.UsableFrom);
    }

    [Fact]
    public void A_closed_account_is_not_part_of_the_public_state()
    {
        var owner = Owner(OrganisationKinds.Supplier);
        var open = Register(Given).Value;
        var closed = Register(Given with { Currency = "USD" }).Value.Close().Value;
        Assert.Equal(open.Id, Assert.Single((owner with { BankAccounts = [open, closed] }).ToEvent().BankAccounts).Id);
    }

    private static Organisation Owner(string kind) =>
        new(Guid.CreateVersion7(), 1, "Lotus", [kind], OrganisationStatuses.Admitted, [], []);

    private static Result<BankAccount> Verify(BankAccount account) => account.Verify(AccountPolicy.Default, Now);

    private static Result<BankAccount> Register(BankAccount.Details given, Organisation? owner = null) =>
        BankAccount.Register(Guid.CreateVersion7(), owner ?? Owner(OrganisationKinds.Supplier), given,
            AccountPolicy.Default, Now);
}
