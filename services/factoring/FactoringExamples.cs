namespace SupplyFinance.Factoring;

/// <summary>An auction of the trade and its deal, for the interface's description.</summary>
internal static class FactoringExamples
{
    public static readonly IReadOnlyDictionary<string, object> Table = new Dictionary<string, object>
    {
        ["digest"] = "5330fec5bc71b0c1d3a0c9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8",
        ["frameworkVersion"] = "2026-1",
        ["frameworkHash"] = "5330fec5bc71b0c1d3a0c9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8",
        ["dayBasis"] = "ACT/365F",
        ["ratePpm"] = 40_300,
        ["advancePpm"] = 800_000,
        ["allInRatePpm"] = 40_791,
        ["tenorReason"] = "The buyer's production cycle is eight months.",
        ["valueDate"] = "2026-03-05",
        ["closesAt"] = "2026-03-04T01:00:00Z",
        ["validUntil"] = "2026-03-07T01:00:00Z",
        ["DealView.state"] = "paying",
        ["alarm"] = "The bank returned the payment; a person has to look at it.",
        ["registrationReference"] = "ZD-2026-000123456",
        ["reference"] = "ZD-2026-000123456",
        ["command"] = "accept-offer",
        ["number"] = "6217000010001234567",
        ["bankBic"] = "BKCHCNBJ",
        ["bankName"] = "First Example Bank, Suzhou branch",
        ["accountName"] = "Suzhou Hengxin Precision Parts Co., Ltd.",
    };
}
