using SupplyFinance.Contracts;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Platform.Messaging;

/// <summary>Who receives what, from the services' own tables of contents: one definition for every carrier and for the tests. A command that is
/// not among the contracts is a service's own and goes to itself.</summary>
public sealed class Topology
{
    private readonly Dictionary<string, IReadOnlyList<string>> _receivers;

    private Topology(Dictionary<string, IReadOnlyList<string>> receivers) => _receivers = receivers;

    /// <summary>The topology of a set of services.</summary>
    public static Topology Of(IEnumerable<ServiceDefinition> services) => new(services
        .SelectMany(service => service.BuildSubscriptions().Types.Select(type => (type, service.Name)))
        .GroupBy(x => x.type, x => x.Name)
        .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)group.ToList(), StringComparer.Ordinal));

    /// <summary>The services that a message goes to.</summary>
    public IReadOnlyList<string> Receivers(Envelope envelope)
    {
        var all = _receivers.GetValueOrDefault(envelope.Type, []);
        return IsContract(envelope.Type) ? all : all.Where(name => name == envelope.Source).ToList();
    }

    /// <summary>What is wrong with the whole platform's topology: a command without exactly one handler, an event that nobody takes.</summary>
    public IReadOnlyList<string> Errors() => Contracts
        .Select(type => Error(type, _receivers.GetValueOrDefault(type.Name, []).Count))
        .OfType<string>()
        .ToList();

    private static IEnumerable<Type> Contracts => typeof(IMessage).Assembly.GetTypes()
        .Where(type => type is { IsInterface: false, IsAbstract: false } && type.IsAssignableTo(typeof(IMessage)));

    private static bool IsContract(string type) => ContractNames.Contains(type);

    private static readonly HashSet<string> ContractNames = Contracts.Select(type => type.Name).ToHashSet(StringComparer.Ordinal);

    private static string? Error(Type type, int receivers) => (type.IsAssignableTo(typeof(ICommand)), receivers) switch
    {
        (true, not 1) => $"The command {type.Name} has {receivers} handlers and needs exactly one.",
        (false, 0) => $"The event {type.Name} has no subscriber.",
        _ => null,
    };
}
