using SupplyFinance.Contracts;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Platform.Messaging;

/// <summary>Who receives what, from the services' own tables of contents or, where a process knows only its own, from the contracts' table of
/// routes: one definition for every carrier and for the tests. A command that is not among the contracts is a service's own and goes to
/// itself.</summary>
public sealed class Topology
{
    private readonly Dictionary<string, IReadOnlyList<string>> _receivers;

    private Topology(Dictionary<string, IReadOnlyList<string>> receivers) => _receivers = receivers;

    /// <summary>The topology of a set of services.</summary>
    public static Topology Of(IEnumerable<ServiceDefinition> services) => new(services
        .SelectMany(service => service.BuildSubscriptions().Types.Select(type => (type, service.Name)))
        .GroupBy(x => x.type, x => x.Name)
        .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)group.ToList(), StringComparer.Ordinal));

    /// <summary>The topology of the whole platform, for a process that knows only its own service.</summary>
    public static Topology OfContracts { get; } = new(Routes.Receivers.ToDictionary(StringComparer.Ordinal));

    /// <summary>The contracts' receivers by message type, both in order of their names.</summary>
    public IReadOnlyList<(string Type, IReadOnlyList<string> Services)> Contracted => _receivers
        .Where(entry => IsContract(entry.Key))
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => (entry.Key, (IReadOnlyList<string>)entry.Value.Order(StringComparer.Ordinal).ToList()))
        .ToList();

    /// <summary>Every service that receives anything, in order of their names.</summary>
    public IReadOnlyList<string> Services => _receivers.Values.SelectMany(names => names).Distinct().Order(StringComparer.Ordinal).ToList();

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

    /// <summary>Whether a message type is among the contracts; any other is its sender's own.</summary>
    public static bool IsContract(string type) => ContractNames.Contains(type);

    private static readonly HashSet<string> ContractNames = Contracts.Select(type => type.Name).ToHashSet(StringComparer.Ordinal);

    private static string? Error(Type type, int receivers) => (type.IsAssignableTo(typeof(ICommand)), receivers) switch
    {
        (true, not 1) => $"The command {type.Name} has {receivers} handlers and needs exactly one.",
        (false, 0) => $"The event {type.Name} has no subscriber.",
        _ => null,
    };
}
