namespace SupplyFinance.BankSettlement;

/// <summary>A payment of the trade and a collection, for the interface's description.</summary>
internal static class SettlementExamples
{
    public static readonly IReadOnlyDictionary<string, object> Table = new Dictionary<string, object>
    {
        ["kind"] = "disbursement",
        ["description"] = "Financing of HX-2026-0302",
        ["PaymentView.state"] = "settled",
        ["valueDate"] = "2026-03-05",
        ["bookedOn"] = "2026-03-05",
        ["bankReference"] = "SBC85EBC6BA9209D1",
        ["account"] = "6243630417466837930",
        ["AccountLine.account"] = "deal-receivable",
        ["payToAccount"] = "6243630417466837930",
        ["payWithReference"] = "RF66HJ6CO6GMCMZ4TCTYXDKBW",
        ["recordDate"] = "2026-06-18",
        ["ReadCollections.View.state"] = "recorded",
        ["ReadCollections.ReceiptView.state"] = "distributed",
        ["ReadCollections.ShareView.state"] = "distributed",
        ["cause"] = "unknown-reference",
        ["detail"] = "115,000.00 CNY came without a reference.",
        ["ReadSettlementExceptions.View.state"] = "open",
        ["state"] = "open",
        ["resolution"] = "Belongs to the collection of HX-2026-0302.",
        ["note"] = "The payer confirmed by telephone what it is for.",
        ["command"] = "release-payment",
        ["number"] = "6217000010001234567",
        ["bankBic"] = "BKCHCNBJ",
        ["bankName"] = "First Example Bank, Suzhou branch",
        ["accountName"] = "Suzhou Hengxin Precision Parts Co., Ltd.",
    };
}
