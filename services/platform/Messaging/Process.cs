using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Platform.Messaging;

/// <summary>What a step of a long-running process came to: its next state and the messages that leave with it.</summary>
/// <param name="State">The next state.</param>
/// <param name="Events">Facts to publish.</param>
/// <param name="Commands">Commands to send.</param>
/// <param name="Timers">Commands to itself, each when a clock reaches an instant.</param>
public sealed record Outcome<TState>(
    TState State, IReadOnlyList<IEvent> Events, IReadOnlyList<ICommand> Commands, IReadOnlyList<DueCommand> Timers)
{
    /// <summary>The same state, and nothing to say.</summary>
    public static Outcome<TState> Stay(TState state) => new(state, [], [], []);

    /// <summary>A new state with messages: events are published, commands sent.</summary>
    public static Outcome<TState> To(TState state, params IMessage[] messages) =>
        new(state, messages.OfType<IEvent>().ToList(), messages.OfType<ICommand>().ToList(), []);
}

/// <summary>A command that a process sends to itself later.</summary>
public sealed record DueCommand(ICommand Command, DateTimeOffset DueAt, ClockKind Clock);

/// <summary>Saves an outcome's messages in the transaction that saves its state.</summary>
public static class Process
{
    /// <summary>Leaves an outcome's messages in the outbox.</summary>
    public static void Say<TState>(this UnitOfWork work, Outcome<TState> outcome)
    {
        foreach (var message in outcome.Events) work.Publish(message);
        foreach (var command in outcome.Commands) work.Send(command);
        foreach (var (command, dueAt, clock) in outcome.Timers) work.Schedule(command, dueAt, clock);
    }
}
