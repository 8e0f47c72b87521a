using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SupplyFinance.Invoices.Ubl;
using SupplyFinance.Standalone;

namespace SupplyFinance.EndToEnd.Tests.ManyProcesses;

/// <summary>Several financings at a time on one platform: they share its people and its business clock, and meet before they move that.</summary>
internal sealed partial class Deals(Uri platform, int count, TimeSpan patience) : IDisposable
{
    /// <summary>From the sample's issue date to its due date.</summary>
    private const int DaysOfCredit = 109;

    private readonly Meeting _meeting = new(count);
    private readonly SignIns _signIns = new();

    /// <summary>The first deal's number, where a platform has seen others before: an invoice is financed once.</summary>
    public int First { get; init; }

    /// <summary>How many rounds of deals the platform has seen: each issues its invoices when those of the one before were due.</summary>
    public int Round { get; init; }

    /// <summary>Told how long a step of a deal took, without the waiting for the other deals.</summary>
    public Action<string, TimeSpan>? StepTook { get; init; }

    /// <summary>Carries all of them out; answers what went wrong with each that failed.</summary>
    public async Task<IReadOnlyList<string>> CarryOut(CancellationToken cancellation)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(First, count).Select(number => CarryOut(number, cancellation)));
        return outcomes.OfType<string>().ToList();
    }

    public void Dispose() => _signIns.Dispose();

    private async Task<string?> CarryOut(int number, CancellationToken cancellation)
    {
        var file = System.Text.Encoding.UTF8.GetBytes(Invoice(number));
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var steps = new StepWatch(StepTook);
        var timeline = new Timeline(output) { Began = steps.Begin };
        try
        {
            using var walkthrough = new Walkthrough(platform, timeline, file, UblInvoiceReader.Read(file).Document, cancellation, new WalkthroughTerms
            {
                Patience = patience,
                SharedSignIns = _signIns,
                LimitInInvoices = 3 * count,
                MeetBeforeMovingClock = (instant, stop) => steps.Pause(_meeting.Agree(instant, stop)),
            });
            await walkthrough.Run();
            steps.End();
            return null;
        }
        catch (Exception failed) when (!cancellation.IsCancellationRequested)
        {
            _meeting.Leave();
            return $"deal {number}, step '{timeline.Current}': {failed.Message}\n{output}";
        }
    }

    /// <summary>The sample with another number and a higher last line, so that no rule takes it for a duplicate.</summary>
    private string Invoice(int number)
    {
        var text = IsoDate().Replace(File.ReadAllText(Samples.Own), Later)
            .Replace("HX-2026-0302", $"HX-2026-{1000 + number}", StringComparison.Ordinal);
        // 13 % of 100.00 is 13.00, so every sum stays exact.
        foreach (var (amount, step) in new[] { (4049.91m, 100m), (101769.91m, 100m), (13230.09m, 13m), (115000.00m, 113m) })
        {
            text = text.Replace(amount.ToString("0.00", CultureInfo.InvariantCulture),
                (amount + (number * step)).ToString("0.00", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        return text;
    }

    private string Later(Match date) => DateOnly.ParseExact(date.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture)
        .AddDays(Round * DaysOfCredit).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<=>)[0-9]{4}-[0-9]{2}-[0-9]{2}(?=<)")]
    private static partial Regex IsoDate();

    /// <summary>Times the steps of one deal.</summary>
    private sealed class StepWatch(Action<string, TimeSpan>? took)
    {
        private readonly Stopwatch _watch = new();
        private string? _step;

        public void Begin(string step)
        {
            End();
            _step = step;
            _watch.Restart();
        }

        public void End()
        {
            if (_step is not null) took?.Invoke(_step, _watch.Elapsed);
            _step = null;
        }

        public async Task<T> Pause<T>(Task<T> meanwhile)
        {
            _watch.Stop();
            var outcome = await meanwhile;
            _watch.Start();
            return outcome;
        }
    }

    /// <summary>Where all wait for all, and agree on the latest instant that anybody needs.</summary>
    private sealed class Meeting(int members)
    {
        private readonly Lock _gate = new();
        private int _members = members;
        private int _here;
        private DateTimeOffset _latest;
        private TaskCompletionSource<DateTimeOffset> _agreement = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<DateTimeOffset> Agree(DateTimeOffset instant, CancellationToken cancellation)
        {
            lock (_gate)
            {
                _here++;
                if (instant > _latest) _latest = instant;
                var agreement = _agreement.Task;
                Close();
                return agreement.WaitAsync(cancellation);
            }
        }

        public void Leave()
        {
            lock (_gate)
            {
                _members--;
                Close();
            }
        }

        private void Close()
        {
            if (_here < _members || _here == 0) return;
            _agreement.SetResult(_latest);
            (_agreement, _here, _latest) = (new(TaskCreationOptions.RunContinuationsAsynchronously), 0, default);
        }
    }
}
