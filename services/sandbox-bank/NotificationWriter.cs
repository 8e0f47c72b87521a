using System.Globalization;
using System.Text;
using System.Xml;

namespace SupplyFinance.SandboxBank;

/// <summary>Writes ISO 20022 camt.054.001.08 with one booked entry, element by element.</summary>
public static class NotificationWriter
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08";

    /// <summary>The document.</summary>
    /// <param name="messageId">At most 35 characters.</param>
    /// <param name="madeAt">When it is made, UTC.</param>
    /// <param name="booking">What it tells of.</param>
    public static byte[] Write(string messageId, DateTimeOffset madeAt, Booking booking)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            var at = madeAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            xml.WriteStartElement("Document", Namespace);
            xml.WriteStartElement("BkToCstmrDbtCdtNtfctn");
            xml.WriteStartElement("GrpHdr");
            xml.WriteElementString("MsgId", messageId);
            xml.WriteElementString("CreDtTm", at);
            xml.WriteEndElement();
            xml.WriteStartElement("Ntfctn");
            xml.WriteElementString("Id", messageId);
            xml.WriteElementString("CreDtTm", at);
            xml.WriteStartElement("Acct");
            AccountId(xml, booking.Account);
            xml.WriteElementString("Ccy", booking.Amount.Currency.Code);
            xml.WriteEndElement();
            Entry(xml, booking);
            xml.WriteEndDocument();
        }

        return stream.ToArray();
    }

    private static void Entry(XmlWriter xml, Booking booking)
    {
        xml.WriteStartElement("Ntry");
        xml.WriteElementString("NtryRef", "1");
        Amount(xml, booking);
        xml.WriteElementString("CdtDbtInd", Direction(booking));
        xml.WriteStartElement("Sts");
        xml.WriteElementString("Cd", "BOOK");
        xml.WriteEndElement();
        Date(xml, "BookgDt", booking.BookedOn);
        Date(xml, "ValDt", booking.ValueDate);
        xml.WriteElementString("AcctSvcrRef", booking.Reference);
        xml.WriteStartElement("BkTxCd");
        xml.WriteStartElement("Domn");
        xml.WriteElementString("Cd", "PMNT");
        xml.WriteStartElement("Fmly");
        xml.WriteElementString("Cd", booking.IsCredit ? "RCDT" : "ICDT");
        xml.WriteElementString("SubFmlyCd", "DMCT");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("NtryDtls");
        xml.WriteStartElement("TxDtls");
        xml.WriteStartElement("Refs");
        xml.WriteElementString("AcctSvcrRef", booking.Reference);
        xml.WriteElementString("EndToEndId", booking.EndToEndId ?? "NOTPROVIDED");
        if (booking.Uetr is not null) xml.WriteElementString("UETR", booking.Uetr);
        xml.WriteEndElement();
        Amount(xml, booking);
        xml.WriteElementString("CdtDbtInd", Direction(booking));
        Counterparty(xml, booking);
        Remittance(xml, booking);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string Direction(Booking booking) => booking.IsCredit ? "CRDT" : "DBIT";

    private static void Counterparty(XmlWriter xml, Booking booking)
    {
        var side = booking.IsCredit ? "Dbtr" : "Cdtr";
        xml.WriteStartElement("RltdPties");
        if (booking.CounterpartyName.Length > 0)
        {
            xml.WriteStartElement(side);
            xml.WriteStartElement("Pty");
            xml.WriteElementString("Nm", booking.CounterpartyName);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteStartElement(side + "Acct");
        AccountId(xml, booking.CounterpartyAccount);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Remittance(XmlWriter xml, Booking booking)
    {
        if (booking.CreditorReference is null && booking.Text is null) return;
        xml.WriteStartElement("RmtInf");
        if (booking.Text is not null) xml.WriteElementString("Ustrd", booking.Text);
        if (booking.CreditorReference is not null)
        {
            xml.WriteStartElement("Strd");
            xml.WriteStartElement("CdtrRefInf");
            xml.WriteStartElement("Tp");
            xml.WriteStartElement("CdOrPrtry");
            xml.WriteElementString("Cd", "SCOR");
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteElementString("Ref", booking.CreditorReference);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void AccountId(XmlWriter xml, string number)
    {
        xml.WriteStartElement("Id");
        if (AccountNumber.IsIban(number))
        {
            xml.WriteElementString("IBAN", number);
        }
        else
        {
            xml.WriteStartElement("Othr");
            xml.WriteElementString("Id", number);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Amount(XmlWriter xml, Booking booking)
    {
        xml.WriteStartElement("Amt");
        xml.WriteAttributeString("Ccy", booking.Amount.Currency.Code);
        xml.WriteString(booking.Amount.ToAmountText());
        xml.WriteEndElement();
    }

    private static void Date(XmlWriter xml, string name, DateOnly date)
    {
        xml.WriteStartElement(name);
        xml.WriteElementString("Dt", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }
}
