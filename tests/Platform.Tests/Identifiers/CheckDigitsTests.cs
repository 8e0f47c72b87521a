using SupplyFinance.Platform.Identifiers;

namespace SupplyFinance.Platform.Tests.Identifiers;

public class CheckDigitsTests
{
    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("91330100799655058B")]
    [InlineData("9144030071526726XG")]
    [InlineData("914403001922038216")]
    [InlineData("91110000600037341L")]
    public void Published_unified_social_credit_codes_are_right(string code) => Assert.True(CheckDigits.IsUscc(code));

    [Theory]
    [InlineData("91350100M000100Y44")]
    [InlineData("91350100M000100Y4")]
    [InlineData("91350100M000100Y433")]
    [InlineData("91350100I000100Y43")]
    [InlineData("19350100M000100Y43")]
    [InlineData("")]
    public void A_unified_social_credit_code_with_a_wrong_character_or_length_is_refused(string code) =>
        Assert.False(CheckDigits.IsUscc(code));

    [Theory]
    [InlineData("HWUPKR0MPOU8FGXBT394")]
    [InlineData("5493001KJTIIGC8Y1R12")]
    [InlineData("506700GE1G29325QX363")]
    [InlineData("529900T8BM49AURSDO55")]
    public void Published_legal_entity_identifiers_are_right(string lei) => Assert.True(CheckDigits.IsLei(lei));

    [Theory]
    [InlineData("HWUPKR0MPOU8FGXBT395")]
    [InlineData("HWUPKR0MPOU8FGXTB394")]
    [InlineData("HWUPKR0MPOU8FGXBT39")]
    [InlineData("HWUPKR0MPOU8FGXBT3É4")]
    public void A_legal_entity_identifier_with_a_wrong_or_swapped_character_is_refused(string lei) =>
        Assert.False(CheckDigits.IsLei(lei));

    [Theory]
    [InlineData("5790000436101")]
    [InlineData("5790000436057")]
    public void Location_numbers_of_published_invoices_are_right(string gln) => Assert.True(CheckDigits.IsGln(gln));

    [Theory]
    [InlineData("5790000436102")]
    [InlineData("579000043610")]
    [InlineData("57900004361O1")]
    public void A_location_number_with_a_wrong_digit_or_length_is_refused(string gln) =>
        Assert.False(CheckDigits.IsGln(gln));

    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("91330100799655058B")]
    public void Changing_any_one_character_of_a_credit_code_is_found(string code)
    {
        for (var i = 0; i < code.Length; i++)
        {
            foreach (var other in "0123456789ABCDEFGHJKLMNPQRTUWXY".Where(c => c != code[i]))
            {
                Assert.False(CheckDigits.IsUscc(code[..i] + other + code[(i + 1)..]));
            }
        }
    }

    [Theory]
    [InlineData("91320594MA1XQ7T205")]
    [InlineData("91310115MA1K3H8P5R")]
    public void No_other_check_character_makes_a_credit_code_right(string value) => Assert.Equal(
        [value[17]], "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".Where(c => CheckDigits.IsUscc(value[..17] + c)));

    [Theory]
    [InlineData("529900T8BM49AURSDO55")]
    [InlineData("213800WSGIIZCXF1P572")]
    public void No_other_check_digits_make_a_legal_entity_identifier_right(string value) => Assert.Equal(
        [value], Enumerable.Range(2, 97).Select(i => $"{value[..18]}{i:D2}").Where(CheckDigits.IsLei));
}
