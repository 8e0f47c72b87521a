namespace SupplyFinance.Contracts;

/// <summary>What an organisation is on the platform; it may be several.</summary>
public static class OrganisationKinds
{
    public const string Supplier = "supplier";
    public const string CoreEnterprise = "core-enterprise";
    public const string Bank = "bank";
    public const string Operator = "operator";
    public const string Auditor = "auditor";
}

/// <summary>Where an organisation stands. Only an admitted one may act.</summary>
public static class OrganisationStatuses
{
    public const string Applied = "applied";
    public const string Admitted = "admitted";
    public const string Suspended = "suspended";
}

/// <summary>What a person or an API client may do for its organisation.</summary>
public static class Roles
{
    public const string Viewer = "viewer";
    public const string Maker = "maker";
    public const string Checker = "checker";
    public const string Administrator = "administrator";
}

/// <summary>What a bank account is for.</summary>
public static class BankAccountPurposes
{
    /// <summary>Pays and is paid in the organisation's own business.</summary>
    public const string Operating = "operating";

    /// <summary>Receives what a core enterprise owes at maturity; named in every notice of assignment.</summary>
    public const string Collection = "collection";
}

/// <summary>One identifier of an organisation: an ISO 6523 scheme id (<c>0088</c>), or <c>USCC</c>, <c>LEI</c>, <c>VAT</c>, <c>NAME</c> …</summary>
public sealed record OrganisationIdentifier(string Scheme, string Value);

/// <summary>A registered bank account. It may be paid from <paramref name="UsableFrom"/> on, while <paramref name="Verified"/>.</summary>
public sealed record OrganisationBankAccount(
    Guid Id, string Number, string BankBic, string BankName, string AccountName, string Currency, string Purpose,
        bool Verified, DateTimeOffset UsableFrom);

/// <summary>An organisation's public state.</summary>
public sealed record OrganisationChanged(
    Guid Id, long Version, string Name, string[] Kinds, string Status,
    OrganisationIdentifier[] Identifiers, OrganisationBankAccount[] BankAccounts) : IStateEvent;

/// <summary>A person or API client and its roles. <paramref name="ResponsiblePersonId"/> is the person itself, or for an API client the
/// person who answers for it: maker and checker are compared by it.</summary>
public sealed record PersonChanged(
    Guid Id, long Version, Guid OrganisationId, string Name, string[] Roles, bool Active, Guid ResponsiblePersonId) : IStateEvent;

/// <summary>The business clock's offset against the system clock, in microseconds. Moved only in demonstration and test forms.</summary>
public sealed record BusinessClockMoved(Guid Id, long Version, long OffsetMicroseconds) : IStateEvent;
