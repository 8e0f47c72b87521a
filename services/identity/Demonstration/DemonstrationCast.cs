using SupplyFinance.Contracts;

namespace SupplyFinance.Identity;

/// <summary>Who is on the demonstration's stage.</summary>
public static class DemonstrationCast
{
    /// <summary>Everybody's password. It is in the manual; that is why a demonstration listens on loopback
    /// only.</summary>
    public const string Password = "demonstration only";

    /// <summary>The secret of the demonstration's two web clients; as public as the password.</summary>
    public const string ClientSecret = "demonstration only: a client secret";

    /// <summary>The currencies in which each organisation has an account from the start.</summary>
    public static readonly string[] Currencies = ["CNY", "EUR"];

    /// <summary>The organisations, with identifiers whose check digits are right and whose bodies are
    /// nobody's.</summary>
    public static readonly DemonstrationOrganisation[] Organisations =
    [
        new("operator", "Platform Operator", [OrganisationKinds.Operator]),
        new("auditor", "Independent Auditor", [OrganisationKinds.Auditor]),
        new("core", "Great Wall Manufacturing 长城制造", [OrganisationKinds.CoreEnterprise]),
        new("supplier1", "Lotus Components 莲花零件", [OrganisationKinds.Supplier]),
        new("supplier2", "Bamboo Packaging 青竹包装", [OrganisationKinds.Supplier]),
        new("bank1", "First Demonstration Bank 第一示范银行", [OrganisationKinds.Bank]),
        new("bank2", "Second Demonstration Bank 第二示范银行", [OrganisationKinds.Bank]),
        new("bank3", "Third Demonstration Bank 第三示范银行", [OrganisationKinds.Bank]),
    ];

    /// <summary>The bank that keeps an organisation's accounts: a bank's own are with itself, everybody else's with the
    /// first.</summary>
    public static (string Bic, string Name) BankOf(Guid organisationId)
    {
        var banks = Organisations.Where(one => one.Kinds.Contains(OrganisationKinds.Bank)).ToArray();
        var own = Array.FindIndex(banks, bank => bank.Id == organisationId);
        var bank = int.Max(own, 0);
        return (DemonstrationNumbers.Bic(bank + 1), banks[bank].Name);
    }

    /// <summary>Every demonstration organisation has these people: the maker administers as well.</summary>
    public static readonly (string Name, string[] Roles)[] People =
    [
        ("maker", [Contracts.Roles.Maker, Contracts.Roles.Administrator]),
        ("checker", [Contracts.Roles.Checker]),
    ];
}

/// <summary>An organisation of the demonstration.</summary>
/// <param name="Key">Its short name: people sign in as <c>maker@key.example</c>.</param>
public sealed record DemonstrationOrganisation(string Key, string Name, string[] Kinds)
{
    public Guid Id => DemonstrationId.Of("organisation", Key);

    /// <summary>A unified social credit code made from the key, with its right check character.</summary>
    public OrganisationIdentifier Identifier => new(IdentifierSchemes.Uscc, DemonstrationNumbers.Uscc(Key));

    /// <summary>The sign-in name of one of its people.</summary>
    public string SignInName(string person) => $"{person}@{Key}.example";
}
