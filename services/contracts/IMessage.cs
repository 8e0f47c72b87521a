namespace SupplyFinance.Contracts;

/// <summary>A message between services: an immutable record of primitives. Money is minor units beside a currency code,
/// rates are parts per million, instants are UTC, ids are made by whoever speaks first.</summary>
public interface IMessage;

/// <summary>A request to one service that owns the decision; exactly one service handles each command type.</summary>
public interface ICommand : IMessage;

/// <summary>A fact, published to every service that subscribes.</summary>
public interface IEvent : IMessage;

/// <summary>An event that carries the whole public state of one aggregate; a consumer keeps it only if it is newer.</summary>
public interface IStateEvent : IEvent
{
    /// <summary>The aggregate.</summary>
    Guid Id { get; }

    /// <summary>1, 2, 3 …, one for each change of the aggregate.</summary>
    long Version { get; }
}
