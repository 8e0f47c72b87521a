using SupplyFinance.Contracts;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Platform.Messaging;

/// <summary>Who receives what, from the services' own tables of contents: one definition for every carrier and for the tests.</summary>
public static class Topology
{
    /// <summary>Receiving services by message type. A service's own scheduled commands go to itself.</summary>
    /// <exception cref="InvalidOperationException">A command has no handler or more than one, or a published event has no subscriber and is
    /// not declared so.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyCollection<string>> Of(IEnumerable<ServiceDefinition> services)
    {
        var definitions = services.ToList();
        var receivers = definitions
            .SelectMany(service => service.BuildSubscriptions().Types.Select(type => (type, service.Name)))
            .GroupBy(x => x.type, x => x.Name)
            .ToDictionary(group => group.Key, group => (IReadOnlyCollection<string>)group.ToList(), StringComparer.Ordinal);
        var errors = typeof(IMessage).Assembly.GetTypes()
            .Where(type => type is { IsInterface: false, IsAbstract: false } && type.IsAssignableTo(typeof(IMessage)))
            .Select(type => Error(type, receivers.GetValueOrDefault(type.Name)?.Count ?? 0))
            .OfType<string>()
            .ToList();
        return errors.Count == 0 ? receivers : throw new InvalidOperationException(string.Join(" ", errors));
    }

    private static string? Error(Type type, int receivers) => (type.IsAssignableTo(typeof(ICommand)), receivers) switch
    {
        (true, not 1) => $"The command {type.Name} has {receivers} handlers and needs exactly one.",
        (false, 0) => $"The event {type.Name} has no subscriber.",
        _ => null,
    };
}
