using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement.Tests;

/// <summary>Amounts as people write them.</summary>
internal static class Amounts
{
    public static Money Cny(string text) =>
        Money.TryParse(text, Currency.Of("CNY"), out var money) ? money : throw new ArgumentException(text);

    public static Money Cny(long minor) => new(minor, Currency.Of("CNY"));
}
