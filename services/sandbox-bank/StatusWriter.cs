using System.Globalization;
using System.Text;
using System.Xml;

namespace SupplyFinance.SandboxBank;

/// <summary>Where an order stands at the bank: ISO 20022 transaction status codes.</summary>
public static class OrderStatuses
{
    /// <summary>Waits.</summary>
    public const string Pending = "PDNG";

    /// <summary>Booked on the debtor's account.</summary>
    public const string Settled = "ACSC";

    /// <summary>Refused for good.</summary>
    public const string Rejected = "RJCT";
}

/// <summary>What the bank says of an order.</summary>
public sealed record OrderStatus(
    string MessageId, string EndToEndId, string Status, string? ReasonCode, string? ReasonText);

/// <summary>Writes ISO 20022 pain.002.001.10 about one transaction.</summary>
public static class StatusWriter
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10";

    /// <summary>The document.</summary>
    public static byte[] Write(string messageId, DateTimeOffset madeAt, OrderStatus status)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement("Document", Namespace);
            xml.WriteStartElement("CstmrPmtStsRpt");
            xml.WriteStartElement("GrpHdr");
            xml.WriteElementString("MsgId", messageId);
            xml.WriteElementString(
                "CreDtTm", madeAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            xml.WriteEndElement();
            xml.WriteStartElement("OrgnlGrpInfAndSts");
            xml.WriteElementString("OrgnlMsgId", status.MessageId);
            xml.WriteElementString("OrgnlMsgNmId", "pain.001.001.09");
            xml.WriteEndElement();
            xml.WriteStartElement("OrgnlPmtInfAndSts");
            xml.WriteElementString("OrgnlPmtInfId", status.MessageId);
            xml.WriteStartElement("TxInfAndSts");
            xml.WriteElementString("OrgnlEndToEndId", status.EndToEndId);
            xml.WriteElementString("TxSts", status.Status);
            if (status.ReasonCode is not null)
            {
                xml.WriteStartElement("StsRsnInf");
                xml.WriteStartElement("Rsn");
                xml.WriteElementString("Cd", status.ReasonCode);
                xml.WriteEndElement();
                if (status.ReasonText is { Length: > 0 } text) xml.WriteElementString(
                    "AddtlInf", text.Length > 105 ? text[..105] : text);
                xml.WriteEndElement();
            }

            xml.WriteEndDocument();
        }

        return stream.ToArray();
    }
}
