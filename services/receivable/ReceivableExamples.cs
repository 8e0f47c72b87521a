namespace SupplyFinance.Receivables;

/// <summary>A receivable of the trade and its lots, for the interface's description.</summary>
internal static class ReceivableExamples
{
    public static readonly IReadOnlyDictionary<string, object> Table = new Dictionary<string, object>
    {
        ["state"] = "confirmed",
        ["LotView.state"] = "live",
        ["LotTransferView.state"] = "offered",
        ["calendar"] = "CN-2026",
        ["lateDayBasis"] = "ACT/360",
        ["lateRatePpm"] = 182_500,
        ["tenorPolicy"] = "CNY-77-2025",
        ["warnings"] = "sme-term-over-60-days",
        ["purpose"] = "auction",
        ["confirmedOn"] = "2026-03-02",
        ["needed"] = "proposed",
        ["createdByEntry"] = 0,
        ["lastEntry"] = 1,
        ["what"] = "receivable",
    };
}
