using SupplyFinance.Invoices.Ubl;

namespace SupplyFinance.Invoices.Tests.Ubl;

public sealed class IdentifierRulesTests
{
    [Theory]
    [InlineData("USCC", "91320594MA1XQ7T205", null)]
    [InlineData("USCC", "", "uscc-check-digit")]
    [InlineData("USCC", "91320594mA1XQ7T205", "uscc-check-digit")]
    [InlineData("0199", "529900T8BM49AURSDO55", null)]
    [InlineData("0199", "529900T8BM49AURSDO54", "lei-check-digit")]
    [InlineData("LEI", "529900T8BM49AURSDO54", "lei-check-digit")]
    [InlineData("0088", "5790000436101", null)]
    [InlineData("0088", "5790000436102", "gln-check-digit")]
    [InlineData("VAT", "anything", null)]
    public void Each_scheme_names_its_rule(string scheme, string value, string? rule) =>
        Assert.Equal(rule, IdentifierRules.BrokenBy(new(scheme, value)));
}
