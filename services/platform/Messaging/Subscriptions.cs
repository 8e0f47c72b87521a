using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Messaging;

/// <summary>What a service does with one message type. Several handlers of one type run in order, in one transaction.</summary>
/// <param name="MessageType">The message record.</param>
/// <param name="Handle">Runs the handlers.</param>
public sealed record Subscription(Type MessageType, Func<IMessage, UnitOfWork, IServiceProvider, Task> Handle);

/// <summary>The messages that a service handles: the same list declares the topology and finds the handler.</summary>
public sealed class Subscriptions
{
    private readonly Dictionary<string, Subscription> _byType = new(StringComparer.Ordinal);

    /// <summary>The handled message types' names.</summary>
    public IReadOnlyCollection<string> Types => _byType.Keys;

    /// <summary>Handles a message with a plain function.</summary>
    public Subscriptions On<TMessage>(Func<TMessage, UnitOfWork, Task> handle)
        where TMessage : IMessage => Add<TMessage>((message, work, _) => handle((TMessage)message, work));

    /// <summary>Handles a message with a function that needs one of the service's singletons.</summary>
    public Subscriptions On<TMessage, TService>(Func<TMessage, UnitOfWork, TService, Task> handle)
        where TMessage : IMessage
        where TService : notnull =>
        Add<TMessage>((message, work, services) =>
            handle((TMessage)message, work, (TService)(services.GetService(typeof(TService))
                ?? throw new InvalidOperationException($"{typeof(TService).Name} is not registered."))));

    internal Subscription? Find(string type) => _byType.GetValueOrDefault(type);

    private Subscriptions Add<TMessage>(Func<IMessage, UnitOfWork, IServiceProvider, Task> handle)
    {
        var name = typeof(TMessage).Name;
        _byType[name] = _byType.TryGetValue(name, out var earlier)
            ? earlier with { Handle = async (m, w, s) => { await earlier.Handle(m, w, s); await handle(m, w, s); } }
            : new Subscription(typeof(TMessage), handle);
        return this;
    }
}
