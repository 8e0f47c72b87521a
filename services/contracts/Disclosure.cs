namespace SupplyFinance.Contracts;

public static class DisclosedObjects
{
    public const string Invoice = "invoice";
    public const string Receivable = "receivable";
    public const string Lot = "lot";
}

/// <summary>An organisation may see objects of a kind until an instant (business clock; null: for ever). The service that owns the objects keeps
/// the row. <paramref name="Id"/> and <paramref name="Version"/> are of the disclosing relation, so that a later one replaces it:
/// an <paramref name="Until"/> in the past withdraws it.</summary>
public sealed record Disclosed(
    Guid Id, long Version, string ObjectKind, Guid[] ObjectIds, Guid OrganisationId, DateTimeOffset? Until, string Because) : IStateEvent;

/// <summary>A consumer that has no copies yet asks every producer of an event type to publish its current state again.</summary>
public sealed record StateRequested(string EventType, string Requester) : IEvent;
