namespace SupplyFinance.Receivables;

/// <summary>How long a certificate may run from issue to due date, in months, from a date on. It binds certificates
/// confirmed from then on; the policy a certificate was judged by is stored with it.</summary>
/// <param name="WarnAfterMonths">Beyond this the financing bank must record why it finds the tenor reasonable; null:
/// never.</param>
/// <param name="MaxMonths">Beyond this no certificate is issued.</param>
public sealed record TenorPolicy(string Name, string? Currency, DateOnly EffectiveFrom, int? WarnAfterMonths,
    int MaxMonths)
{
    /// <summary>The policies in force, oldest first; a null currency stands for every currency without its
    /// own.</summary>
    public static readonly IReadOnlyList<TenorPolicy> Known =
    [
        new("default-1", null, DateOnly.MinValue, null, 12),
        // 银发〔2025〕77号, art. 11, in force since 15 June 2025: six months in principle, never over one year.
        new("CNY-77-2025", "CNY", new DateOnly(2025, 6, 15), 6, 12),
    ];

    /// <summary>The policy for a certificate of this currency issued on this day.</summary>
    public static TenorPolicy For(string currency, DateOnly issuedOn) =>
        Known.Where(x => x.EffectiveFrom <= issuedOn && (x.Currency is null || x.Currency == currency))
            .OrderBy(x => x.Currency is not null).ThenBy(x => x.EffectiveFrom).Last();

    public bool IsOver(DateOnly issuedOn, DateOnly due) => due > issuedOn.AddMonths(MaxMonths);

    public bool NeedsReason(DateOnly issuedOn, DateOnly due) =>
        WarnAfterMonths is { } months && due > issuedOn.AddMonths(months);
}
