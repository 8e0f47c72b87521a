using System.Globalization;
using SupplyFinance.Invoices.Ubl;
using SupplyFinance.Standalone;

namespace SupplyFinance.EndToEnd.Tests.ManyProcesses;

/// <summary>Several financings at a time on one platform: they share its people and its business clock, and meet before they move that.</summary>
internal sealed class Deals(Uri platform, int count, TimeSpan patience) : IDisposable
{
    private readonly Meeting _meeting = new(count);
    private readonly SignIns _signIns = new();

    /// <summary>Carries all of them out; answers what went wrong with each that failed.</summary>
    public async Task<IReadOnlyList<string>> CarryOut(CancellationToken cancellation)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, count).Select(number => CarryOut(number, cancellation)));
        return outcomes.OfType<string>().ToList();
    }

    public void Dispose() => _signIns.Dispose();

    private async Task<string?> CarryOut(int number, CancellationToken cancellation)
    {
        var file = System.Text.Encoding.UTF8.GetBytes(Invoice(number));
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var timeline = new Timeline(output);
        try
        {
            using var walkthrough = new Walkthrough(platform, timeline, file, UblInvoiceReader.Read(file).Document, cancellation, new WalkthroughTerms
            {
                Patience = patience,
                SharedSignIns = _signIns,
                LimitInInvoices = 3 * count,
                MeetBeforeMovingClock = _meeting.Agree,
            });
            await walkthrough.Run();
            return null;
        }
        catch (Exception failed) when (!cancellation.IsCancellationRequested)
        {
            _meeting.Leave();
            return $"deal {number}, step '{timeline.Current}': {failed.Message}\n{output}";
        }
    }

    /// <summary>The sample with another number and a higher last line, so that no rule takes it for a duplicate.</summary>
    private static string Invoice(int number)
    {
        var text = File.ReadAllText(Samples.Own).Replace("HX-2026-0302", $"HX-2026-{1000 + number}", StringComparison.Ordinal);
        // 13 % of 100.00 is 13.00, so every sum stays exact.
        foreach (var (amount, step) in new[] { (4049.91m, 100m), (101769.91m, 100m), (13230.09m, 13m), (115000.00m, 113m) })
        {
            text = text.Replace(amount.ToString("0.00", CultureInfo.InvariantCulture),
                (amount + (number * step)).ToString("0.00", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        return text;
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
