using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace SupplyFinance.BankSettlement;

/// <summary>Writes ISO 20022 pain.001.001.09 with one credit transfer. The same transfer always gives the same
/// bytes.</summary>
public static class Pain001
{
    public const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    /// <summary>Max140Text: names and remittance text are cut to it.</summary>
    private const int TextLength = 140;

    private static readonly XNamespace Ns = Namespace;

    /// <summary>The document, UTF-8 without a byte-order mark.</summary>
    public static byte[] Write(CreditTransfer transfer)
    {
        var id = CreditTransfer.IdText(transfer.PaymentId);
        var amount = transfer.Amount.ToAmountText();
        var document = new XDocument(El("Document", El("CstmrCdtTrfInitn",
            El("GrpHdr",
                El("MsgId", id),
                El("CreDtTm",
                transfer.MadeAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
                El("NbOfTxs", "1"),
                El("CtrlSum", amount),
                El("InitgPty", El("Nm", Cut(transfer.Payer.Name)))),
            El("PmtInf",
                El("PmtInfId", id),
                El("PmtMtd", "TRF"),
                El("BtchBookg", "false"),
                El("NbOfTxs", "1"),
                El("CtrlSum", amount),
                El("ReqdExctnDt", El("Dt", transfer.ExecuteOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
                El("Dbtr", El("Nm", Cut(transfer.Payer.Name))),
                Account("DbtrAcct", transfer.Payer.Account, transfer.Amount.Currency.Code),
                Agent("DbtrAgt", transfer.Payer.Bic),
                El("ChrgBr", "DEBT"),
                El("CdtTrfTxInf",
                    El("PmtId", El("InstrId", id), El("EndToEndId", id), El("UETR", transfer.Uetr.ToString("D"))),
                    El("Amt", new XElement(
                    Ns + "InstdAmt", new XAttribute("Ccy", transfer.Amount.Currency.Code), amount)),
                    Agent("CdtrAgt", transfer.Payee.Bic),
                    El("Cdtr", El("Nm", Cut(transfer.Payee.Name))),
                    Account("CdtrAcct", transfer.Payee.Account, null),
                    El("RmtInf", El("Ustrd", Cut(transfer.Remittance))))))));

        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(
            stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            document.Save(writer);
        }

        return stream.ToArray();
    }

    private static XElement El(string name, params object[] content) => new(Ns + name, content);

    private static XElement Agent(string name, string bic) => El(name, El("FinInstnId", El("BICFI", bic)));

    private static XElement Account(string name, string number, string? currency)
    {
        var account = El(name, El("Id", Iban.IsValid(number) ? El("IBAN", number) : El("Othr", El("Id", number))));
        if (currency is not null) account.Add(El("Ccy", currency));
        return account;
    }

    private static string Cut(string text)
    {
        var clean = string.Concat(text.EnumerateRunes().Where(x => !Rune.IsControl(x)));
        if (clean.Length <= TextLength) return clean;
        var end = char.IsHighSurrogate(clean[TextLength - 1]) ? TextLength - 1 : TextLength;
        return clean[..end];
    }
}
