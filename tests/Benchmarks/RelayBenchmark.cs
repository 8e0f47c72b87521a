using System.Diagnostics;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Testing;

namespace SupplyFinance.Benchmarks;

/// <summary>From rows of an outbox to the broker's confirmation, and to the commit of the listener's inbox, against the broker's own
/// client.</summary>
internal static class RelayBenchmark
{
    private const int Messages = 4000;

    /// <summary>Handed over before the watch starts.</summary>
    private const int WarmUp = 1000;

    /// <summary>One at a time: fewer, as each waits for the one before.</summary>
    private const int MessagesInTurn = 1000;

    /// <summary>Between two looks at the outbox: each costs its database a count.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static async Task Run(Table table, CancellationToken stopping)
    {
        await using var pair = await TalkingPair.Start();
        // The listener does not run yet: what the relay sent waits in its queue, and gives the bare broker its pattern.
        var confirmed = await Confirmed(pair, stopping);
        await using var bare = await BareBroker.Connect(pair.Broker, stopping);
        await bare.Publish(WarmUp, Relay.BatchSize, stopping);
        var together = Messages / (await bare.Publish(Messages, Relay.BatchSize, stopping)).TotalSeconds;
        var inTurn = MessagesInTurn / (await bare.Publish(MessagesInTurn, 1, stopping)).TotalSeconds;
        await bare.Empty(stopping);
        var received = Rate([.. await bare.Consume(WarmUp + Messages, () => bare.Publish(WarmUp + Messages, Relay.BatchSize, stopping), stopping)]);
        var heard = await Heard(pair, stopping);

        table.Section(
            $"relay ({Messages:N0} messages of {bare.MessageBytes:N0} bytes, quorum queue)", "outbox relay", "bare broker, RabbitMQ.Client");
        table.Row($"messages per second until confirmed, against {Relay.BatchSize} at a time", confirmed, together);
        table.Row("messages per second until confirmed, against one at a time", confirmed, inTurn);
        table.Row("messages per second until consumed (inbox row committed; acknowledged)", heard, received);
    }

    private static async Task<double> Confirmed(TalkingPair pair, CancellationToken stopping)
    {
        var speaker = await pair.FilledSpeaker(WarmUp + Messages, stopping);
        try
        {
            await speaker.StartAsync(stopping);
            var watch = new Stopwatch();
            long first = 0;
            var limit = Stopwatch.StartNew();
            while (limit.Elapsed < Longest)
            {
                var waiting = await pair.Waiting(stopping);
                if (waiting == 0) return first / watch.Elapsed.TotalSeconds;
                if (!watch.IsRunning && waiting <= Messages)
                {
                    first = waiting;
                    watch.Start();
                }

                await Task.Delay(Look, stopping);
            }

            throw new TimeoutException("The relay did not come to an end.");
        }
        finally
        {
            await TalkingPair.Stop(speaker);
        }
    }

    private static async Task<double> Heard(TalkingPair pair, CancellationToken stopping)
    {
        var listener = await pair.ListeningListener(stopping);
        try
        {
            var speaker = await pair.FilledSpeaker(WarmUp + Messages, stopping);
            try
            {
                await speaker.StartAsync(stopping);
                await Wait.Until("the listener to hear everything", () => pair.Heard.Count >= WarmUp + Messages, Longest);
            }
            finally
            {
                await TalkingPair.Stop(speaker);
            }
        }
        finally
        {
            await TalkingPair.Stop(listener);
        }

        return Rate([.. pair.Heard]);
    }

    /// <summary>Arrivals per second after the warm-up.</summary>
    private static double Rate(long[] arrivals)
    {
        Array.Sort(arrivals);
        return (arrivals.Length - WarmUp) / Stopwatch.GetElapsedTime(arrivals[WarmUp - 1], arrivals[^1]).TotalSeconds;
    }
}
