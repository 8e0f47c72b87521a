using SupplyFinance.Platform.Money;
using static SupplyFinance.BankSettlement.Tests.Amounts;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class JournalTests
{
    private static readonly DateOnly Day = new(2026, 6, 30);

    [Fact]
    public void Lines_that_do_not_balance_are_refused() =>
        Assert.Throws<ArgumentException>(
            () => new Journal("x", Day, "", [JournalLine.Debit("a", Cny(2)), JournalLine.Credit("b", Cny(1))]));

    [Fact]
    public void Two_currencies_balance_each_for_itself()
    {
        var euro = new Money(1, Currency.Of("EUR"));

        Assert.Throws<ArgumentException>(
            () => new Journal("x", Day, "", [JournalLine.Debit("a", Cny(1)), JournalLine.Credit("b", euro)]));
    }

    [Fact]
    public void A_posting_of_nothing_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Journal("x", Day, "", [JournalLine.Debit("a", Cny(0))]));

    [Fact]
    public void A_reversal_brings_every_account_back()
    {
        var journal = new Journal("x", Day, "",
            [JournalLine.Debit("a", Cny(3)), JournalLine.Credit("b", Cny(1)), JournalLine.Credit("c", Cny(2))]);

        var sums = journal.Lines.Concat(journal.Reversed("y", Day).Lines).GroupBy(x => x.Account)
            .Select(x => x.Sum(y => y.Amount.Minor));

        Assert.All(sums, x => Assert.Equal(0, x));
    }
}
