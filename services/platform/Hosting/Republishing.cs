using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Hosting;

/// <summary>Publishes a page of a service's current states and asks itself for the next.</summary>
public sealed record RepublishPage(string EventType, long After) : ICommand;

/// <summary>Publishes current states again, for a consumer whose copies are missing or in doubt. Versions make it harmless.</summary>
public static class Republishing
{
    /// <summary>States on a page: a transaction of a few tens of milliseconds.</summary>
    public const int PageSize = 200;

    /// <summary>Starts to publish every state that the service owns.</summary>
    public static void All(ServiceDefinition service, UnitOfWork work)
    {
        foreach (var type in service.Republishes.Keys) work.Send(new RepublishPage(type.Name, 0));
    }

    internal static Task Requested(ServiceDefinition service, StateRequested message, UnitOfWork work)
    {
        if (service.Republishes.Keys.Any(type => type.Name == message.EventType)) work.Send(new RepublishPage(message.EventType, 0));
        return Task.CompletedTask;
    }

    internal static async Task Publish(ServiceDefinition service, RepublishPage message, UnitOfWork work)
    {
        var publish = service.Republishes.First(entry => entry.Key.Name == message.EventType).Value;
        if (await publish(work, message.After) is { } last) work.Send(message with { After = last });
    }

    // Beside the migrations, because it is as lasting: a copy that was asked for once comes by itself from then on.
    private static readonly Sql RememberAsking = Sql.InsertIfAbsent("migration", "name", "name, ran_at");

    /// <summary>Asks every producer for the states that a service keeps copies of, once for each kind: at its first start, and when a later version
    /// handles a kind more.</summary>
    internal static async Task AskForCopies(IEnumerable<string> handledTypes, string requester, UnitOfWork work)
    {
        var stateEvents = typeof(IStateEvent).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IStateEvent)) && !type.IsInterface)
            .Select(type => type.Name);
        foreach (var type in handledTypes.Intersect(stateEvents, StringComparer.Ordinal))
        {
            if (await work.Execute(RememberAsking, new { Name = $"copies/{type}", RanAt = work.Now }) == 1)
                work.Publish(new StateRequested(type, requester));
        }
    }
}
