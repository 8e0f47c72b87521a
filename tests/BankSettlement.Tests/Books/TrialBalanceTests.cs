namespace SupplyFinance.BankSettlement.Tests;

public sealed class TrialBalanceTests
{
    [Fact]
    public void Each_currency_is_summed_for_itself_with_its_accounts_in_order()
    {
        var balance = TrialBalance.Of([new("b", "EUR", 5), new("a", "EUR", -5), new("a", "CNY", 7)]);

        Assert.Equal([("CNY", 7L), ("EUR", 0L)], balance.Select(x => (x.Currency, x.Sum)));
        Assert.Equal(["a", "b"], balance[1].Accounts.Select(x => x.Account));
    }
}
