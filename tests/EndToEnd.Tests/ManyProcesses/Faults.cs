using System.Collections.Concurrent;
using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests.ManyProcesses;

/// <summary>Does to a running platform what happens to platforms: one thing after the other, drawn by a seed.</summary>
internal sealed class Faults(PlatformProcesses platform, Lines lines, MessageTap tap, int seed)
{
    /// <summary>Between two faults: long enough that work gets done, short enough that faults meet half-done work.</summary>
    private static readonly (int Least, int Most) PauseMilliseconds = (300, 2_000);

    /// <summary>Longer than the relay's lease of 15 s: others have taken over what the sleeper had claimed when it wakes.</summary>
    private static readonly TimeSpan FreezeTime = TimeSpan.FromSeconds(30);

    /// <summary>Several times the time-out of a send, so that every service meets the alarm.</summary>
    private static readonly TimeSpan AlarmTime = TimeSpan.FromSeconds(8);

    private readonly Random _random = new(seed);
    private readonly string[] _services = [.. platform.Services.Append(PlatformProcesses.Gateway)];
    private readonly ConcurrentDictionary<string, int> _done = new();
    private readonly List<Task> _sleepers = [];

    /// <summary>What was done, and how often.</summary>
    public string Done => string.Join(", ", _done.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Key} {kind.Value}"));

    /// <summary>How many faults the platform got over.</summary>
    public int Recovered => _done.Values.Sum();

    /// <summary>Goes through the kinds again and again until it is told to stop, then lets everything run that it stopped.</summary>
    public async Task Run(int rounds, CancellationToken stopping)
    {
        var kinds = Kinds();
        for (var round = 0; round < rounds && !stopping.IsCancellationRequested; round++)
        {
            _random.Shuffle(kinds);
            foreach (var (name, fault) in kinds)
            {
                if (stopping.IsCancellationRequested) break;
                await Pause(stopping);
                await fault();
                _done.AddOrUpdate(name, 1, (_, count) => count + 1);
            }
        }

        await Task.WhenAll(_sleepers);
        foreach (var name in _services) await platform.Ready(name);
    }

    private (string Name, Func<Task> Fault)[] Kinds() =>
    [
        .. _services.Select(service => ($"kill {service}", (Func<Task>)(() => platform.KillAndRestart(service)))),
        ("kill all", KillAll),
        ("kill broker", KillBroker),
        ("disk alarm", RaiseAlarm),
        ("end database sessions", () => platform.EndSessions()),
        ("cut between commit and answer", () => lines.CutNextCommit(Any())),
        ("cut between publish and confirm", () => lines.CutNextConfirm(Any())),
        ("repeat under the same id", () => tap.Repeat(_random, isNewId: false)),
        ("repeat under new ids", () => tap.Repeat(_random, isNewId: true)),
        ("freeze", Freeze),
    ];

    private string Any() => platform.Services.ElementAt(_random.Next(platform.Services.Count()));

    private async Task KillAll()
    {
        await Task.WhenAll(_services.Select(platform.Kill));
        await Task.WhenAll(_services.Select(platform.Start));
    }

    private async Task KillBroker()
    {
        await platform.Broker.Kill();
        await platform.Broker.Restart();
        await tap.Reconnect();
    }

    private async Task RaiseAlarm()
    {
        await platform.Broker.RaiseDiskAlarm();
        await Task.Delay(AlarmTime);
        await platform.Broker.EndDiskAlarm();
    }

    // Others go on meanwhile; a sleeper that was killed by another fault has been started anew.
    private Task Freeze()
    {
        var service = Any();
        platform.Freeze(service);
        _sleepers.Add(Wake());
        return Task.CompletedTask;

        async Task Wake()
        {
            await Task.Delay(FreezeTime);
            platform.Thaw(service);
        }
    }

    private async Task Pause(CancellationToken stopping)
    {
        try
        {
            await Task.Delay(_random.Next(PauseMilliseconds.Least, PauseMilliseconds.Most), stopping);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
