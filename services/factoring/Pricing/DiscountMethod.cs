namespace SupplyFinance.Factoring.Pricing;

/// <summary>How a bid's rate becomes a discount (stored and spoken as <c>straight</c> and <c>yield</c>).</summary>
public enum DiscountMethod
{
    /// <summary>Bank discount: the rate is charged on the financed amount.</summary>
    Straight,

    /// <summary>Discount to yield: the rate is earned on what is paid out.</summary>
    Yield,
}
