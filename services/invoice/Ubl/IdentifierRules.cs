using SupplyFinance.Platform.Identifiers;

namespace SupplyFinance.Invoices.Ubl;

/// <summary>Which rule an identifier of an invoice breaks by its check character; schemes without one pass.</summary>
public static class IdentifierRules
{
    /// <summary>The rule an identifier breaks, or null.</summary>
    public static string? BrokenBy(PartyIdentifier identifier) => identifier.Scheme.ToUpperInvariant() switch
    {
        "USCC" => CheckDigits.IsUscc(identifier.Value) ? null : "uscc-check-digit",
        "LEI" or "0199" => CheckDigits.IsLei(identifier.Value) ? null : "lei-check-digit",
        "0088" => CheckDigits.IsGln(identifier.Value) ? null : "gln-check-digit",
        _ => null,
    };
}
