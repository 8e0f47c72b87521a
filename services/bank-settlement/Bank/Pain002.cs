namespace SupplyFinance.BankSettlement;

/// <summary>What a bank says of a payment when it is handed in or asked about. Never a receipt: money counts as moved
/// by a booked entry.</summary>
public static class BankStatuses
{
    /// <summary>Received, being checked or waiting.</summary>
    public const string Pending = "PDNG";

    /// <summary>Refused for good.</summary>
    public const string Rejected = "RJCT";

    /// <summary>Reasons by which a bank refuses a message that it has seen (ISO 20022 external status
    /// reasons).</summary>
    public static readonly IReadOnlySet<string> Duplicates = new HashSet<string>(StringComparer.Ordinal)
    {
        "AM05", "DUPL", "DU01", "DU02", "DU03", "DU04", "DU05",
    };
}

/// <summary>A payment's status by its bank (ISO 20022 pain.002): <paramref name="Status"/> such as ACCP, ACSC, PDNG,
/// RJCT.</summary>
public sealed record BankStatus(string EndToEndId, string Status, string? ReasonCode, string? ReasonText)
{
    /// <summary>A refusal of a duplicate says that the bank has the payment already: it is about the second telling,
    /// not about the payment.</summary>
    public bool IsRejected => Status == BankStatuses.Rejected && !BankStatuses.Duplicates.Contains(ReasonCode ?? "");
}

/// <summary>Reads ISO 20022 pain.002.001.10 about one transaction.</summary>
public static class Pain002
{
    public const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10";

    /// <summary>The status of the payment asked about, or why the document does not state it.</summary>
    public static BankStatus? Read(byte[] document, string endToEndId, out string? defect)
    {
        if (BankXml.Read(document, out defect) is not { } root) return null;
        if (root.Name.NamespaceName != Namespace || root.At("CstmrPmtStsRpt") is not { } report)
        {
            defect = $"{root.Name} is not a pain.002.001.10 document.";
            return null;
        }

        var transaction = report.All("OrgnlPmtInfAndSts").SelectMany(x => x.All("TxInfAndSts"))
            .FirstOrDefault(x => x.Text("OrgnlEndToEndId") == endToEndId);
        var group = report.At("OrgnlGrpInfAndSts");
        // A file that is refused whole names no transaction; the message id is the payment's id, so it is about this
        // payment all the same.
        var source = transaction ?? (group?.Text("OrgnlMsgId") == endToEndId ? group : null);
        var status = source?.Text("TxSts") ?? source?.Text("GrpSts");
        if (source is null || status is null)
        {
            defect = "The document does not state the payment's status.";
            return null;
        }

        return new BankStatus(
            endToEndId, status, source.Text("StsRsnInf", "Rsn", "Cd") ?? source.Text("StsRsnInf", "Rsn", "Prtry"),
            source.Text("StsRsnInf", "AddtlInf"));
    }
}
