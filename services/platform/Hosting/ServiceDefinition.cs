using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Platform.Hosting;

/// <summary>A service's table of contents: every route, consumer, four-eyes command and registration. The same definition is hosted by the
/// service's own executable, by the standalone host and by the tests.</summary>
/// <param name="name">The service's name: its queue, its token audience and scope, its configuration section.</param>
/// <param name="assembly">Where its migrations are embedded.</param>
public sealed class ServiceDefinition(string name, Assembly assembly)
{
    public string Name { get; } = name;

    public Assembly Assembly { get; } = assembly;

    /// <summary>Maps the routes; each declares who may call it.</summary>
    public Action<IEndpointRouteBuilder> Routes { get; init; } = _ => { };

    /// <summary>Declares the messages handled.</summary>
    public Action<Subscriptions> Consumers { get; init; } = _ => { };

    /// <summary>Declares the commands that need a maker and a checker.</summary>
    public Action<FourEyesCommands> FourEyes { get; init; } = _ => { };

    /// <summary>Registers what the use cases need.</summary>
    public Action<IServiceCollection, ServiceSettings> Services { get; init; } = (_, _) => { };

    /// <summary>Adds middleware of the service's own, after authentication and before its routes.</summary>
    public Action<WebApplication> Application { get; init; } = _ => { };

    /// <summary>Runs once the database is migrated and before the service listens.</summary>
    public Func<IServiceProvider, CancellationToken, Task> Starting { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Key files that a production start must find in the data folder; other forms make them.</summary>
    public IReadOnlyList<KeyFileNeed> KeyFiles { get; init; } = [];

    /// <summary>Own settings that a production start must find.</summary>
    public IReadOnlyList<string> RequiredSettings { get; init; } = [];

    /// <summary>Own settings that only a demonstration or a test may have.</summary>
    public IReadOnlyList<string> DemonstrationSettings { get; init; } = [];

    /// <summary>Whether this stands in for somebody outside the platform, who hears none of its messages and needs no broker.</summary>
    public bool IsStandIn { get; init; }

    /// <summary>For each state event that this service owns: publishes a page of current states after a position and returns the last position
    /// of the page, or null after the last page.</summary>
    public IReadOnlyDictionary<Type, Func<UnitOfWork, long, Task<long?>>> Republishes { get; init; } =
        new Dictionary<Type, Func<UnitOfWork, long, Task<long?>>>();

    /// <summary>Values of the trade for the examples in the interface's description, by member (<c>dueDate</c>) or by type and member
    /// (<c>ReceivableView.state</c>).</summary>
    public IReadOnlyDictionary<string, object> Examples { get; init; } = new Dictionary<string, object>();

    /// <summary>The messages that this service handles, the platform's own among them. A stand-in hears one only: in a demonstration, the
    /// day.</summary>
    public Subscriptions BuildSubscriptions()
    {
        var subscriptions = new Subscriptions().On<BusinessClockMoved>(BusinessClock.Follow);
        if (IsStandIn) return subscriptions;
        subscriptions
            .On<OrganisationChanged>(Participants.Keep)
            .On<PersonChanged>(Participants.Keep)
            .On<Disclosed>(Disclosures.Keep)
            .On<StateRequested>((message, work) => Republishing.Requested(this, message, work))
            .On<RepublishPage>((message, work) => Republishing.Publish(this, message, work));
        Consumers(subscriptions);
        return subscriptions;
    }
}
