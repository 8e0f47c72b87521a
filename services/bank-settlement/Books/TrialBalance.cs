namespace SupplyFinance.BankSettlement;

/// <summary>An account's balance in minor units of one currency: debits positive, credits negative.</summary>
public sealed record AccountBalance(string Account, string Currency, long Balance);

/// <summary>All balances of one currency and their sum, which is zero in sound books.</summary>
public sealed record CurrencyBalance(string Currency, long Sum, IReadOnlyList<AccountBalance> Accounts);

/// <summary>The books as a whole.</summary>
public static class TrialBalance
{
    /// <summary>Balances by currency, accounts in order, those at zero included.</summary>
    public static IReadOnlyList<CurrencyBalance> Of(IEnumerable<AccountBalance> balances) =>
        [.. balances
            .GroupBy(x => x.Currency)
            .OrderBy(x => x.Key, StringComparer.Ordinal)
            .Select(x => new CurrencyBalance(
                x.Key, x.Sum(y => y.Balance), [.. x.OrderBy(y => y.Account, StringComparer.Ordinal)]))];
}
