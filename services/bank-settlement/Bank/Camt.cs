namespace SupplyFinance.BankSettlement;

/// <summary>Reads ISO 20022 camt.054.001.08 (notification) and camt.053.001.08 (statement). Only entries with status
/// <c>BOOK</c> count.</summary>
public static class Camt
{
    public const string Notification = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08";
    public const string Statement = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

    /// <summary>Entries of one document: far above a day of one customer, far below what would hold a transaction open
    /// too long.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>The document's content, or why it has none.</summary>
    public static BankNotification? Read(byte[] document, out string? defect)
    {
        if (BankXml.Read(document, out defect) is not { } root) return null;
        var (message, part) = root.Name.NamespaceName switch
        {
            Notification => (root.At("BkToCstmrDbtCdtNtfctn"), "Ntfctn"),
            Statement => (root.At("BkToCstmrStmt"), "Stmt"),
            _ => (null, ""),
        };
        if (root.Name.LocalName != "Document" || message?.Text("GrpHdr", "MsgId") is not { } id)
        {
            defect = $"{root.Name} is neither a camt.054.001.08 nor a camt.053.001.08 document with a message id.";
            return null;
        }

        var entries = new List<BankEntry>();
        var defects = new List<EntryDefect>();
        var notBooked = 0;
        foreach (var (report, r) in message.All(part).Select((x, i) => (x, i + 1)))
        {
            foreach (var (entry, e) in report.All("Ntry").Select((x, i) => (x, i + 1)))
            {
                if (entry.Text("Sts", "Cd") != "BOOK")
                {
                    notBooked++;
                    continue;
                }

                var read = CamtEntry.Read(report, entry, out var what);
                if (what is null) entries.AddRange(read);
                else defects.Add(new EntryDefect($"{part}[{r}]/Ntry[{e}]", what));
            }
        }

        if (entries.Count <= MaxEntries) return new BankNotification(id, entries, defects, notBooked);
        defect = $"The document has {entries.Count} entries, more than {MaxEntries}.";
        return null;
    }
}
