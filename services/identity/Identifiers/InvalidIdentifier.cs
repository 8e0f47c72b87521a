namespace SupplyFinance.Identity;

/// <summary>An identifier that cannot be right, with the scheme and value as given and what is wrong.</summary>
public sealed record InvalidIdentifier(string Scheme, string Value, string Wrong);
