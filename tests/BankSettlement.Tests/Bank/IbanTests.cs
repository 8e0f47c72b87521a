namespace SupplyFinance.BankSettlement.Tests;

public sealed class IbanTests
{
    [Theory]
    [InlineData("DE89370400440532013000", true)]
    [InlineData("GB29NWBK60161331926819", true)]
    [InlineData("DE88370400440532013000", false)]
    [InlineData("6222020200012345678", false)]
    [InlineData("DE89 3704 0044 0532 0130 00", false)]
    [InlineData("DE89", false)]
    public void An_iban_is_told_from_a_banks_own_number(string number, bool isIban) =>
        Assert.Equal(isIban, Iban.IsValid(number));
}
