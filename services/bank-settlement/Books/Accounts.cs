namespace SupplyFinance.BankSettlement;

/// <summary>The books' accounts. They record what banks and parties owe each other by the banks' receipts; the platform
/// itself holds nothing.</summary>
public static class Accounts
{
    /// <summary>Money on a bank account, as its bank has booked it.</summary>
    public static string Cash(string number) => $"cash/{number}";

    /// <summary>Money on an account that nobody could attribute yet.</summary>
    public static string Suspense(string number) => $"suspense/{number}";

    /// <summary>Charges that an account's bank may still take.</summary>
    public static string BankCharges(string number) => $"bank-charges/{number}";

    /// <summary>Paid for a receivable and not run through the waterfall yet.</summary>
    public static string Unallocated(Guid collectionId) => $"unallocated/{collectionId:D}";

    /// <summary>What a place in a waterfall got and its payees were not fixed for yet.</summary>
    public static string Held(Guid placeId) => $"held/{placeId:D}";

    /// <summary>Collected for an organisation and not paid out to it yet.</summary>
    public static string Payable(Guid organisationId) => $"payable/{organisationId:D}";

    /// <summary>Paid out for a deal by its financier.</summary>
    public static string Advance(Guid dealId) => $"advance/{dealId:D}";

    /// <summary>Faces that a financier has bought and not collected.</summary>
    public static string Purchased(Guid financierId) => $"purchased/{financierId:D}";

    /// <summary>What a financier owes a seller of the faces it bought: face less financed amount, until
    /// collected.</summary>
    public static string Reserve(Guid sellerId) => $"reserve/{sellerId:D}";

    /// <summary>A financier's income from discounts.</summary>
    public static string Discount(Guid financierId) => $"discount/{financierId:D}";

    /// <summary>A financier's income from fees.</summary>
    public static string Fees(Guid financierId) => $"fees/{financierId:D}";

    /// <summary>Faces that a financier got back through collections.</summary>
    public static string Recovered(Guid financierId) => $"recovered/{financierId:D}";

    /// <summary>A deal's cost where the debtor bears it: what it owes the financier beside the face.</summary>
    public static string CostBorne(Guid debtorId) => $"cost-borne/{debtorId:D}";
}
