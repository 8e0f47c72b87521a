using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.SandboxBank.Tests;

public sealed class NotificationWriterTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 3, 1, 2, 3, TimeSpan.Zero);

    private static readonly Booking Credit = new(
        "SB0000000007", "6222020200012345678", true, new Money(1_200_000, Currency.Of("CNY")), new DateOnly(2026, 3, 3),
        new DateOnly(2026, 3, 2),
        null, null, "RF18539007547034", null, "Payer & Sons", "DE89370400440532013000");

    [Fact]
    public void A_credit_names_account_amount_dates_reference_and_payer()
    {
        var text = Encoding.UTF8.GetString(NotificationWriter.Write("m1", At, Credit));

        XNamespace ns = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08";
        var entry = XElement.Parse(text).Descendants(ns + "Ntry").Single();
        Assert.Equal("12000.00", entry.Element(ns + "Amt")?.Value);
        Assert.Equal("CRDT", entry.Element(ns + "CdtDbtInd")?.Value);
        Assert.Equal("2026-03-032026-03-02", entry.Element(ns + "BookgDt")?.Value + entry.Element(ns + "ValDt")?.Value);
        Assert.Equal("RF18539007547034", entry.Descendants(ns + "Ref").Single().Value);
        Assert.Equal("NOTPROVIDED", entry.Descendants(ns + "EndToEndId").Single().Value);
        Assert.Equal("Payer & Sons", entry.Descendants(ns + "Nm").Single().Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_document_is_valid_by_the_published_schema(bool isCredit)
    {
        var path = Iso20022.Find("camt.054.001.08.xsd");
        if (path is null) Assert.Skip("The ISO 20022 schemas are not here.");
        var booking = isCredit ? Credit : Credit with
        {
            IsCredit = false, EndToEndId = "e1", Uetr = "5f0c4a0e-2c1c-4b52-9f5e-0c7c1c2d3e4f", Text = "Deal 7",
                CreditorReference = null, CounterpartyName = "",
        };
        var schemas = new XmlSchemaSet();
        schemas.Add(null, path);
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        using var reader = XmlReader.Create(new MemoryStream(NotificationWriter.Write("m1", At, booking)), settings);

        while (reader.Read())
        {
            Assert.NotEqual(XmlNodeType.DocumentType, reader.NodeType);
        }
    }
}
