using SupplyFinance.Contracts;

namespace SupplyFinance.Testing;

/// <summary>An organisation as tests sign in for it.</summary>
public sealed record TestOrganisation(Guid Id, string Name, params string[] Kinds)
{
    public static TestOrganisation Supplier(string name = "Supplier One") => new(Guid.CreateVersion7(), name, OrganisationKinds.Supplier);
    public static TestOrganisation CoreEnterprise(string name = "Great Buyer") => new(Guid.CreateVersion7(), name, OrganisationKinds.CoreEnterprise);
    public static TestOrganisation Bank(string name = "First Bank") => new(Guid.CreateVersion7(), name, OrganisationKinds.Bank);
    public static TestOrganisation Operator() => new(Guid.CreateVersion7(), "Operator", OrganisationKinds.Operator);
    public static TestOrganisation Auditor() => new(Guid.CreateVersion7(), "Auditor", OrganisationKinds.Auditor);

    /// <summary>Its identifiers, where a test needs some.</summary>
    public OrganisationIdentifier[] Identifiers { get; init; } = [];

    /// <summary>Its bank accounts, where a test needs some.</summary>
    public OrganisationBankAccount[] BankAccounts { get; init; } = [];

    /// <summary>The message that tells a service of it.</summary>
    public OrganisationChanged Changed(long version = 1, string status = OrganisationStatuses.Admitted) =>
        new(Id, version, Name, Kinds, status, Identifiers, BankAccounts);

    public TestPerson Viewer() => Person(Roles.Viewer);
    public TestPerson Maker() => Person(Roles.Maker);
    public TestPerson Checker() => Person(Roles.Checker);
    public TestPerson Administrator() => Person(Roles.Administrator);
    public TestPerson Person(params string[] roles) => new(Guid.CreateVersion7(), this, roles);
}

/// <summary>A person with roles in an organisation.</summary>
public sealed record TestPerson(Guid Id, TestOrganisation Organisation, params string[] Roles)
{
    /// <summary>The message that tells a service of it.</summary>
    public PersonChanged Changed(long version = 1, bool active = true) =>
        new(Id, version, Organisation.Id, string.Join(' ', Roles), Roles, active, Id);
}
