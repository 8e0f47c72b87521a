using System.Globalization;
using System.Xml;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.SandboxBank;

/// <summary>Reads a customer's pain.001.001.09 file with exactly one transfer, forward only, as it comes.</summary>
public static class OrderReader
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    /// <summary>Characters of a file with one transfer; a real one has under four thousand.</summary>
    public const int MaxCharacters = 256 * 1024;

    /// <summary>The order, or why there is none.</summary>
    public static PaymentOrder? Read(Stream file, out OrderDefect? defect)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var transfers = 0;
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = MaxCharacters,
            });
            var path = new List<string>();
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    if (path.Count == 0 && (reader.LocalName != "Document" || reader.NamespaceURI != Namespace))
                    {
                        defect = new OrderDefect(
                            "FF01", $"{reader.NamespaceURI} {reader.LocalName} is not pain.001.001.09.");
                        return null;
                    }

                    if (path.Count >= 20)
                    {
                        defect = new OrderDefect("FF01", "The file is nested too deeply.");
                        return null;
                    }

                    path.Add(reader.LocalName);
                    if (reader.LocalName == "CdtTrfTxInf") transfers++;
                    if (reader.GetAttribute("Ccy") is { } currency) fields.TryAdd(
                        string.Join('/', path.Skip(2)) + "@Ccy", currency);
                    if (reader.IsEmptyElement) path.RemoveAt(path.Count - 1);
                }
                else if (reader.NodeType == XmlNodeType.EndElement)
                {
                    path.RemoveAt(path.Count - 1);
                }
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    fields.TryAdd(string.Join('/', path.Skip(2)), reader.Value.Trim());
                }
            }
        }
        catch (XmlException exception)
        {
            defect = new OrderDefect("FF01", exception.Message);
            return null;
        }

        if (transfers == 1) return Order(fields, out defect);
        defect = new OrderDefect("AM18", $"One transfer per file, not {transfers}.");
        return null;
    }

    private static PaymentOrder? Order(Dictionary<string, string> fields, out OrderDefect? defect)
    {
        const string Transfer = "PmtInf/CdtTrfTxInf/";
        var message = fields.GetValueOrDefault("GrpHdr/MsgId");
        var endToEnd = fields.GetValueOrDefault(Transfer + "PmtId/EndToEndId");
        var debtor = Account(fields, "PmtInf/DbtrAcct/Id/");
        var creditor = Account(fields, Transfer + "CdtrAcct/Id/");
        var isMoney = Currency.TryOf(fields.GetValueOrDefault(Transfer + "Amt/InstdAmt@Ccy"), out var currency);
        Money amount = default;
        isMoney = isMoney && Money.TryParse(fields.GetValueOrDefault(Transfer + "Amt/InstdAmt"), currency, out amount)
            && amount.IsPositive;
        var isDated = DateOnly.TryParseExact(
            fields.GetValueOrDefault("PmtInf/ReqdExctnDt/Dt"), "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var date);
        defect = message is null ? new OrderDefect("FF01", "The message id is missing.")
            : endToEnd is null ? new OrderDefect("FF01", "The end-to-end id is missing.")
            : debtor is null ? new OrderDefect("AC02", "The debtor's account is missing.")
            : creditor is null ? new OrderDefect("AC03", "The creditor's account is missing.")
            : !isMoney ? new OrderDefect("AM12", "The amount is missing, zero or not money.")
            : !isDated ? new OrderDefect("DT01", "The execution date is missing.")
            : fields.GetValueOrDefault("GrpHdr/NbOfTxs") != "1"
                ? new OrderDefect("AM18", "The header counts another number of transfers.")
            : null;
        return defect is not null ? null : new PaymentOrder(
            message!, endToEnd!, fields.GetValueOrDefault(Transfer + "PmtId/UETR"),
            fields.GetValueOrDefault("PmtInf/Dbtr/Nm", ""), debtor!, fields.GetValueOrDefault(Transfer + "Cdtr/Nm", ""),
            creditor!,
            amount, date, fields.GetValueOrDefault(Transfer + "RmtInf/Strd/CdtrRefInf/Ref")
            ?? fields.GetValueOrDefault(Transfer + "RmtInf/Ustrd"));
    }

    private static string? Account(Dictionary<string, string> fields, string path) =>
        fields.GetValueOrDefault(path + "IBAN") ?? fields.GetValueOrDefault(path + "Othr/Id");
}
