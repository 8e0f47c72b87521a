using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>The auditor's first look at the books: every account's balance, and per currency their sum, which is zero
/// (promise P5).</summary>
public static class GetTrialBalance
{
    private static readonly Sql Balances = Sql.Of(
        "select account, currency, cast(sum(amount) as bigint) as balance from journal_line group by account, currency "
        + "order by currency, account");

    /// <param name="Account">The account's name in the books.</param>
    /// <param name="Balance">Debits less credits.</param>
    public sealed record AccountLine(string Account, Money Balance);

    /// <param name="Currency">ISO 4217.</param>
    /// <param name="Sum">Zero in sound books.</param>
    public sealed record CurrencyLines(string Currency, Money Sum, IReadOnlyList<AccountLine> Accounts);

    /// <param name="Balances">Whether every currency sums to zero.</param>
    /// <param name="Currencies">Each currency's accounts.</param>
    public sealed record Answer(bool Balances, IReadOnlyList<CurrencyLines> Currencies);

    public static async Task<Result<Answer>> Handle(UnitOfWork work)
    {
        var rows = await work.Query<Row>(Balances);
        var balances = TrialBalance.Of(rows.Select(x => new AccountBalance(x.Account, x.Currency, x.Balance)));
        return new Answer(balances.All(x => x.Sum == 0), [.. balances.Select(x =>
        {
            var currency = Currency.Of(x.Currency);
            return new CurrencyLines(
                x.Currency, new Money(x.Sum, currency),
                [.. x.Accounts.Select(y => new AccountLine(y.Account, new Money(y.Balance, currency)))]);
        })]);
    }

    private sealed class Row
    {
        public string Account { get; init; } = "";
        public string Currency { get; init; } = "";
        public long Balance { get; init; }
    }
}
