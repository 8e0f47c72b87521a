namespace SupplyFinance.Identity.Tests;

public class AccountNumberTests
{
    [Theory]
    [InlineData("GB82 WEST 1234 5698 7654 32")]
    [InlineData("DE89 3704 0044 0532 0130 00")]
    [InlineData("NL57 RABO 0107307510")]
    [InlineData("FR14 2004 1010 0505 0001 3M02 606")]
    [InlineData("mt84malt011000012345mtlcast001s")]
    public void Published_ibans_are_right_whatever_their_spacing_and_case(string iban) =>
        Assert.True(AccountNumber.IsIban(AccountNumber.Fold(iban)));

    [Theory]
    [InlineData("GB82WEST12345698765433")]
    [InlineData("GB82WEST1234569876543")]
    [InlineData("DE98370400440532013000")]
    public void A_wrong_iban_is_not_taken_for_a_domestic_number(string iban) =>
        Assert.False(AccountNumber.IsAcceptable(iban));

    [Theory]
    [InlineData("6222021234567890123")]
    [InlineData("1102 0209-0910 0012345")]
    [InlineData("0042")]
    public void A_domestic_number_is_taken_by_shape(string number) =>
        Assert.True(AccountNumber.IsAcceptable(AccountNumber.Fold(number)));

    [Theory]
    [InlineData("")]
    [InlineData("123")]
    [InlineData("12345678901234567890123456789012345")]
    [InlineData("1234/56")]
    public void What_is_no_account_number_is_refused(string number) =>
        Assert.False(AccountNumber.IsAcceptable(AccountNumber.Fold(number)));

    [Theory]
    [InlineData("ICBKCNBJ", true)]
    [InlineData("DEUTDEFF500", true)]
    [InlineData("E097AEXXXXX", true)]
    [InlineData("ICBKCNB", false)]
    [InlineData("ICBKCNBJ1", false)]
    [InlineData("icbkcnbj", false)]
    [InlineData("ICBK12BJ", false)]
    public void A_bic_is_checked_by_its_iso_9362_shape(string bic, bool right) =>
        Assert.Equal(right, AccountNumber.IsBic(bic));
}
