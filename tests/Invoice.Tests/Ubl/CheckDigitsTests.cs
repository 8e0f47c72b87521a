using SupplyFinance.Invoices.Ubl;

namespace SupplyFinance.Invoices.Tests.Ubl;

public sealed class CheckDigitsTests
{
    [Theory]
    [InlineData("91320594MA1XQ7T205")]
    [InlineData("91310115MA1K3H8P5R")]
    public void A_right_uscc_passes_and_no_other_check_character_does(string value)
    {
        Assert.True(CheckDigits.IsUscc(value));
        Assert.Equal([value[17]],
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".Where(c => CheckDigits.IsUscc(value[..17] + c)));
    }

    [Theory]
    [InlineData("529900T8BM49AURSDO55")]
    [InlineData("213800WSGIIZCXF1P572")]
    public void A_right_lei_passes_and_no_other_check_digits_do(string value)
    {
        Assert.True(CheckDigits.IsLei(value));
        Assert.Equal([value], Enumerable.Range(2, 97).Select(i => $"{value[..18]}{i:D2}").Where(CheckDigits.IsLei));
    }

    [Theory]
    [InlineData("5790000436101", true)]
    [InlineData("5790000436102", false)]
    [InlineData("579000043610", false)]
    [InlineData("579000043610X", false)]
    public void A_gln_is_checked(string value, bool right) => Assert.Equal(right, CheckDigits.IsGln(value));

    [Theory]
    [InlineData("USCC", "", "uscc-check-digit")]
    [InlineData("USCC", "91320594mA1XQ7T205", "uscc-check-digit")]
    [InlineData("0199", "529900T8BM49AURSDO54", "lei-check-digit")]
    [InlineData("VAT", "anything", null)]
    public void Each_scheme_names_its_rule(string scheme, string value, string? rule) =>
        Assert.Equal(rule, CheckDigits.BrokenRule(new(scheme, value)));
}
