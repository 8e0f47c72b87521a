namespace SupplyFinance.SandboxBank.Tests;

public sealed class AccountNumberTests
{
    [Theory]
    [InlineData("DE89370400440532013000", true)]
    [InlineData("GB29NWBK60161331926819", true)]
    [InlineData("DE88370400440532013000", false)]
    [InlineData("6222020200012345678", false)]
    [InlineData("de89370400440532013000", false)]
    public void An_iban_is_told_by_its_shape_and_check_digits(string number, bool isIban) =>
        Assert.Equal(isIban, AccountNumber.IsIban(number));
}
