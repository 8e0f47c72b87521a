using System.Globalization;
using System.Xml.Linq;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>Reads one booked entry: a single movement, or a batch whose transactions must sum to it.</summary>
internal static class CamtEntry
{
    private const string NotProvided = "NOTPROVIDED";

    public static IReadOnlyList<BankEntry> Read(XElement report, XElement entry, out string? defect)
    {
        var whole = Whole(report, entry, out defect);
        if (whole is null) return [];
        var transactions = entry.All("NtryDtls").SelectMany(x => x.All("TxDtls")).ToList();
        if (transactions.Count == 0) return [whole];

        var parts = new List<BankEntry>();
        foreach (var (transaction, i) in transactions.Select((x, i) => (x, i)))
        {
            var amount = transaction.At("Amt") is { } stated
                ? Amount(stated) : transactions.Count == 1 ? whole.Amount : (Money?)null;
            if (amount is not { IsPositive: true } part || part.Currency != whole.Amount.Currency)
            {
                defect = "A transaction has no amount in the entry's currency.";
                return [];
            }

            var reference = transaction.Text("Refs", "AcctSvcrRef")
                ?? (transactions.Count == 1 ? whole.BankReference : $"{whole.BankReference}/{i + 1}");
            parts.Add(whole with
            {
                BankReference = reference,
                Amount = part,
                Charges = NotIncluded(transaction, whole.Amount.Currency) is { IsPositive: true } charges
                ? charges : Part(whole, i),
                EndToEndId = transaction.Text("Refs", "EndToEndId") is { } id && id != NotProvided ? id : null,
                Remittance = transaction.Text("RmtInf", "Strd", "CdtrRefInf", "Ref")
                ?? transaction.Text("RmtInf", "Ustrd"),
                Counterparty = transaction.Text("RltdPties", whole.IsCredit ? "Dbtr" : "Cdtr", "Pty", "Nm"),
            });
        }

        if (parts.Aggregate(Int128.Zero, (sum, x) => sum + x.Amount.Minor) == whole.Amount.Minor) return parts;
        defect = "The transactions do not sum to the entry.";
        return [];
    }

    private static Money Part(BankEntry whole, int position) =>
        position == 0 ? whole.Charges : Money.Zero(whole.Amount.Currency);

    private static BankEntry? Whole(XElement report, XElement entry, out string? defect)
    {
        defect = null;
        var account = report.Text("Acct", "Id", "IBAN") ?? report.Text("Acct", "Id", "Othr", "Id");
        var amount = entry.At("Amt") is { } stated ? Amount(stated) : null;
        var reference = entry.Text("AcctSvcrRef") ?? entry.Text("NtryDtls", "TxDtls", "Refs", "AcctSvcrRef");
        var direction = entry.Text("CdtDbtInd");
        var booked = Date(entry.At("BookgDt"));
        defect = account is null ? "The account is missing."
            : amount is not { IsPositive: true }
                ? "The amount is missing, not positive, or not one of an ISO 4217 currency."
            : reference is null ? "The account servicer's reference is missing."
            : direction is not ("CRDT" or "DBIT") ? "Neither credit nor debit."
            : booked is null ? "The booking date is missing."
            : null;
        if (defect is not null) return null;
        return new BankEntry(
            account!, reference!, direction == "CRDT", amount!.Value, NotIncluded(entry, amount.Value.Currency),
            entry.Text("RvslInd") is "true" or "1", booked!.Value, Date(entry.At("ValDt")) ?? booked.Value, null, null,
            null);
    }

    private static Money? Amount(XElement element) =>
        Currency.TryOf(element.Attribute("Ccy")?.Value, out var currency)
            && Money.TryParse(element.Value.Trim(), currency, out var amount)
            ? amount
            : null;

    /// <summary>Charges that the bank states beside the amount; those it says are included in it were taken
    /// already.</summary>
    private static Money NotIncluded(XElement element, Currency currency) =>
        (element.At("Chrgs")?.All("Rcrd") ?? [])
            .Where(x => x.Text("ChrgInclInd") is "false" or "0" && x.Text("CdtDbtInd") != "CRDT")
            .Select(x => Amount(x.At("Amt")!))
            .OfType<Money>()
            .Where(x => x.Currency == currency && !x.IsNegative)
            .Aggregate(Money.Zero(currency), (sum, x) => sum + x);

    private static DateOnly? Date(XElement? choice) =>
        DateOnly.TryParseExact(
            choice?.Text("Dt"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : choice?.Text("DtTm") is { Length: >= 10 } text
          && DateOnly.TryParseExact(
              text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : null;
}
