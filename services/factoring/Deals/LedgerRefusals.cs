namespace SupplyFinance.Factoring.Deals;

/// <summary>The ledger's reasons that this service acts upon.</summary>
public static class LedgerRefusals
{
    /// <summary>A court's freeze: may be lifted, so the step is tried again.</summary>
    public const string Frozen = "frozen";
}
