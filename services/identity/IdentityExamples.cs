namespace SupplyFinance.Identity;

/// <summary>A supplier of the trade, its people, its machine and its account, for the interface's description.</summary>
internal static class IdentityExamples
{
    public static readonly IReadOnlyDictionary<string, object> Table = new Dictionary<string, object>
    {
        ["name"] = "Suzhou Hengxin Precision Parts Co., Ltd.",
        ["MemberView.name"] = "Li Wei 李伟",
        ["AddPerson.Request.name"] = "Li Wei 李伟",
        ["AddApiClient.Request.name"] = "ERP of Hengxin",
        ["kinds"] = "supplier",
        ["scheme"] = "USCC",
        ["value"] = "91320594MA1MYE6L1X",
        ["roles"] = "maker",
        ["form"] = "person",
        ["signInName"] = "li.wei@hengxin.example",
        ["password"] = "a long sentence of your own",
        ["secret"] = "made by your own generator, 32 bytes",
        ["purpose"] = "operating",
        ["command"] = "admit-organisation",
        ["OrganisationView.status"] = "admitted",
        ["state"] = "registered",
        ["number"] = "6217000010001234567",
        ["bankBic"] = "BKCHCNBJ",
        ["bankName"] = "First Example Bank, Suzhou branch",
        ["accountName"] = "Suzhou Hengxin Precision Parts Co., Ltd.",
    };
}
