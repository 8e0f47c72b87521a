namespace SupplyFinance.Identity;

/// <summary>What a person or an API client is at this moment: only someone active in an admitted organisation has a
/// standing.</summary>
public sealed record Standing(
    Guid Subject, string Name, Guid OrganisationId, Guid ResponsiblePersonId, string[] Roles, string[] Kinds);
