using SupplyFinance.Contracts;

namespace SupplyFinance.Identity.Tests;

public class IdentifiersTests
{
    [Theory]
    [InlineData("USCC", "91350100m000100y43", "USCC", "91350100M000100Y43")]
    [InlineData("uscc", " 91350100-M000100Y-43 ", "USCC", "91350100M000100Y43")]
    [InlineData("USCC", "９１３５０１００Ｍ０００１００Ｙ４３", "USCC", "91350100M000100Y43")]
    [InlineData("LEI", "hwupkr0mpou8fgxbt394", "LEI", "HWUPKR0MPOU8FGXBT394")]
    [InlineData("0199", "HWUPKR0MPOU8FGXBT394", "LEI", "HWUPKR0MPOU8FGXBT394")]
    [InlineData("0088", "5790000436101", "0088", "5790000436101")]
    [InlineData("VAT", "NL8200.98.395.B.01", "VAT", "NL820098395B01")]
    [InlineData("VAT", "91350100M000100Y43", "VAT", "91350100M000100Y43")]
    [InlineData("0184", "DK 16356706", "0184", "DK16356706")]
    [InlineData("0002", "10202", "0002", "10202")]
    [InlineData("NAME", "  De   Koksmaat ", "NAME", "DE KOKSMAAT")]
    public void An_identifier_is_folded_into_the_one_form_that_is_compared(string scheme, string value,
        string foldedScheme, string folded)
    {
        var (identifier, failure) = Identifiers.Read(new(scheme, value));
        Assert.Null(failure);
        Assert.Equal(new OrganisationIdentifier(foldedScheme, folded), identifier);
    }

    [Theory]
    [InlineData("USCC", "91350100M000100Y44")]
    [InlineData("LEI", "HWUPKR0MPOU8FGXBT395")]
    [InlineData("0199", "HWUPKR0MPOU8FGXBT395")]
    [InlineData("0088", "5790000436102")]
    [InlineData("VAT", "8200")]
    [InlineData("VAT", "NL8")]
    [InlineData("NAME", "   ")]
    [InlineData("0002", "")]
    [InlineData("0002", "<script>")]
    [InlineData("DUNS", "150483782")]
    [InlineData("", "1")]
    public void A_wrong_identifier_is_named_with_its_scheme_and_value(string scheme, string value)
    {
        var (identifier, failure) = Identifiers.Read(new(scheme, value));
        Assert.Null(identifier);
        Assert.NotNull(failure);
        Assert.Equal(value, failure.Value);
    }
}
