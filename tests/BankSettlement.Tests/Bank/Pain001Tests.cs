using System.Text;
using FsCheck.Xunit;
using SupplyFinance.Platform.Money;
using SupplyFinance.SandboxBank;
using static SupplyFinance.BankSettlement.Tests.Amounts;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class Pain001Tests
{
    private static readonly CreditTransfer Transfer = new(
        new Guid("0198c0de-0000-7000-8000-000000000001"), new Guid("5f0c4a0e-2c1c-4b52-9f5e-0c7c1c2d3e4f"),
        new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), new DateOnly(2026, 3, 3),
        new TransferParty("First Bank", "6222020200012345678", "BANKCNBJ"),
        new TransferParty("华东 <Steel> & Co", "DE89370400440532013000", "COBADEFF"), Cny("1234.50"), "Deal 7");

    [Fact]
    public void It_is_valid_by_the_published_schema() =>
        Iso20022.Validate(Pain001.Write(Transfer), "pain.001.001.09.xsd");

    [Theory]
    [InlineData("JPY", 1234, "1234")]
    [InlineData("BHD", 1234, "1.234")]
    public void Amounts_have_their_currencys_digits_and_stay_valid(string currency, long minor, string text)
    {
        var document = Pain001.Write(Transfer with { Amount = new Money(minor, Currency.Of(currency)) });

        Assert.Contains($">{text}</", Encoding.UTF8.GetString(document), StringComparison.Ordinal);
        Iso20022.Validate(document, "pain.001.001.09.xsd");
    }

    [Fact]
    public void Another_implementation_reads_the_same_order_out_of_it()
    {
        var order = OrderReader.Read(new MemoryStream(Pain001.Write(Transfer)), out _);

        Assert.NotNull(order);
        Assert.Equal("0198c0de000070008000000000000001", order.EndToEndId);
        Assert.Equal(order.EndToEndId, order.MessageId);
        Assert.Equal(("6222020200012345678", "DE89370400440532013000"), (order.DebtorAccount, order.CreditorAccount));
        Assert.Equal("华东 <Steel> & Co", order.CreditorName);
        Assert.Equal((Transfer.Amount, Transfer.ExecuteOn, Transfer.Uetr.ToString()),
            (order.Amount, order.ExecuteOn, order.Uetr));
    }

    [Fact]
    public void The_same_transfer_always_gives_the_same_bytes() =>
        Assert.Equal(Pain001.Write(Transfer), Pain001.Write(Transfer));

    [Property]
    public bool Any_remittance_text_gives_a_document_that_can_be_read(string? text) =>
        OrderReader.Read(new MemoryStream(Pain001.Write(Transfer with { Remittance = text ?? "" })), out _) is not null;
}
