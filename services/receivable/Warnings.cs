namespace SupplyFinance.Receivables;

/// <summary>What a receivable's parties and its financiers should know, though it forbids nothing.</summary>
public static class Warnings
{
    /// <summary>Decree 802 (保障中小企业款项支付条例): an SME is paid within 60 days of delivery.</summary>
    public const int SmeDays = 60;

    public const string SmeTerm = "sme-term-over-60-days";
    public const string TenorNeedsReason = "tenor-needs-reason";

    /// <param name="delivered">The earliest delivery of the invoices behind the receivable, or their issue date where
    /// none is stated.</param>
    public static IReadOnlyList<string> Of(TenorPolicy policy, DateOnly issuedOn, DateOnly delivered, DateOnly due)
    {
        var warnings = new List<string>(2);
        if (due > delivered.AddDays(SmeDays)) warnings.Add(SmeTerm);
        if (policy.NeedsReason(issuedOn, due)) warnings.Add(TenorNeedsReason);
        return warnings;
    }
}
