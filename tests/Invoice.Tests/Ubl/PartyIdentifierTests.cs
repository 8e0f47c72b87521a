using SupplyFinance.Invoices.Ubl;

namespace SupplyFinance.Invoices.Tests.Ubl;

public sealed class PartyIdentifierTests
{
    private static readonly PartyIdentifier[] Company =
        [new("USCC", "91320594MA1XQ7T205"), new("VAT", "NL8200.98.395.B.01"), new("NAME", "Hengxin Parts Co., Ltd.")];

    [Theory]
    [InlineData("USCC", "91320594MA1XQ7T205", true)]
    [InlineData("uscc", " ９１３２0594ma1xq7t205 ", true)]
    [InlineData("VAT", "NL820098395B01", true)]
    [InlineData("NAME", "HENGXIN PARTS CO LTD", true)]
    [InlineData("NAME", "Hengxin Parts Co., Ltd. II", false)]
    [InlineData("USCC", "91310115MA1K3H8P5R", false)]
    [InlineData("LEGAL", "91320594MA1XQ7T205", false)]
    public void A_party_is_recognised_by_any_identifier_however_it_is_spelled(string scheme, string value, bool same) =>
        Assert.Equal(same, PartyIdentifier.SameParty(Company, [new(scheme, value)]));

    [Fact]
    public void An_equal_name_beside_another_registration_number_is_another_company() =>
        Assert.False(PartyIdentifier.SameParty(Company,
            [new("USCC", "91310115MA1K3H8P5R"), new("NAME", "Hengxin Parts Co., Ltd.")]));

    [Fact]
    public void A_name_alone_proves_nothing_where_both_sides_have_numbers_of_different_kinds() =>
        Assert.False(PartyIdentifier.SameParty(Company,
            [new("0088", "5790000436101"), new("NAME", "Hengxin Parts Co., Ltd.")]));

    [Fact]
    public void Another_spelling_of_the_name_beside_the_same_number_is_the_same_company() =>
        Assert.True(PartyIdentifier.SameParty(Company, [new("USCC", "91320594MA1XQ7T205"), new("NAME", "恒鑫")]));

    [Fact]
    public void A_customer_number_without_a_scheme_neither_proves_nor_disproves() =>
        Assert.True(PartyIdentifier.SameParty(
            [new("ID", "10202"), new("NAME", "ODIN 59")], [new("ID", "77"), new("NAME", "Odin 59")])
            && !PartyIdentifier.SameParty([new("ID", "10202")], [new("ID", "10202")]));

    [Fact]
    public void An_lei_is_the_same_under_its_iso_6523_number() =>
        Assert.True(PartyIdentifier.SameParty([new("LEI", "529900T8BM49AURSDO55")],
            [new("0199", "529900t8bm49aursdo55")]));

    [Fact]
    public void Empty_values_never_match() =>
        Assert.False(PartyIdentifier.SameParty([new("VAT", ".")], [new("VAT", "-")]));
}
