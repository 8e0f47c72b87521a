using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Deals;

namespace SupplyFinance.Factoring.Tests.Deals;

/// <summary>What the other services will say to one deal.</summary>
public sealed record Fate(
    bool ClaimGranted, bool LockGranted, bool Settles, int TransferFreezes, int ReleaseFreezes, bool RegistrationRequired,
    bool Cancels);

/// <summary>The services around one deal, each keeping its promise: once per key, in any order, however often it is told.
/// Messages lie in one bag, are taken out in any order and may be delivered twice.</summary>
internal sealed class DealWorld
{
    /// <summary>More than any run needs; a run that takes longer goes in circles.</summary>
    private const int MaxSteps = 5_000;

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<Guid, IMessage> _answers = [];
    private readonly List<IMessage> _bag = [];
    private readonly Random _random;
    private readonly Fate _fate;
    private int _transferRefusals;
    private int _releaseRefusals;

    public DealWorld(Fate fate, int seed)
    {
        _fate = fate;
        _random = new Random(seed);
        Plan = DealPlans.Of(fate.RegistrationRequired);
        LockedBy = Plan.FinancingRequestId;
    }

    public DealPlan Plan { get; }
    public DealProgress Deal { get; private set; } = DealProgress.Accepted;
    public List<string> Alarms { get; } = [];
    public HashSet<Guid> TitleMoved { get; } = [];
    public Guid? LockedBy { get; private set; }
    public int Claims { get; private set; }
    public int PaymentsMade { get; private set; }
    public int LimitReleases { get; private set; }
    public int Notices { get; private set; }

    /// <summary>Runs until nothing is under way and no timer could move the deal.</summary>
    public void Run()
    {
        _bag.Add(new BeginDeal(Plan.DealId));
        if (_fate.RegistrationRequired) _bag.Add(new RegistrationRecorded(Plan.DealId, "register-1"));
        if (_fate.Cancels) _bag.Add(new CancelDeal(Plan.DealId, "changed-mind"));
        for (var step = 0; step < MaxSteps; step++)
        {
            if (_bag.Count == 0)
            {
                if (Deal.HasEnded) return;
                _bag.Add(new RemindDeal(Plan.DealId, Deal.State, Deal.Attempt));
            }

            var message = _bag[_random.Next(_bag.Count)];
            if (_random.Next(4) > 0) _bag.Remove(message);
            if (Answer(message) is { } answer) _bag.Add(answer);
            else Deliver(message);
        }

        throw new InvalidOperationException($"The deal goes in circles at {Deal}.");
    }

    private void Deliver(IMessage message)
    {
        var outcome = DealProcess.Decide(Plan, Deal, message, Start);
        Deal = outcome.Progress;
        _bag.AddRange(outcome.Sends);
        if (outcome.ReleasesLimit) LimitReleases++;
        if (outcome.IssuesNotice) Notices++;
        if (outcome.Alarm is { } alarm) Alarms.Add(alarm);
    }

    private IMessage? Answer(IMessage message) => message switch
    {
        ClaimInvoices m => Once(m.ClaimId, () => Claim(m)),
        ReleaseInvoiceClaim => Once(Plan.StepId("claim released"), () =>
        {
            Claims--;
            return new RemindDeal(Plan.DealId, "nothing is answered to a released claim", 0);
        }),
        LockLots m => Once(m.InstructionId, () => Lock(m)),
        ReleaseLots m => Once(m.InstructionId, () => Release(m)),
        InstructPayment m => Once(m.PaymentId, () => Pay(m)),
        CancelPayment m => Once(m.PaymentId, () => new PaymentWillNeverExecute(m.PaymentId, m.DealId, m.Reason)),
        TransferLots m => Once(m.InstructionId, () => Transfer(m)),
        _ => null,
    };

    private IMessage Once(Guid key, Func<IMessage> first) =>
        _answers.TryGetValue(key, out var earlier) ? earlier : _answers[key] = first();

    private IMessage Claim(ClaimInvoices m)
    {
        if (!_fate.ClaimGranted) return new InvoiceClaimRefused(m.ClaimId, m.DealId, m.InvoiceIds[0], "claimed");
        Claims++;
        return new InvoicesClaimed(m.ClaimId, m.DealId);
    }

    private IMessage Lock(LockLots m)
    {
        if (!_fate.LockGranted || LockedBy != m.PriorReference) return Refused(m.InstructionId, "lot-locked");
        LockedBy = m.Reference;
        return Executed(m.InstructionId, LedgerOperations.Lock);
    }

    private IMessage Release(ReleaseLots m)
    {
        if (_releaseRefusals < _fate.ReleaseFreezes)
        {
            _releaseRefusals++;
            return Refused(m.InstructionId, LedgerRefusals.Frozen);
        }

        if (LockedBy != m.LockReference) return Refused(m.InstructionId, "lot-locked");
        LockedBy = null;
        return Executed(m.InstructionId, LedgerOperations.Release);
    }

    private IMessage Pay(InstructPayment m)
    {
        if (!_fate.Settles) return new PaymentWillNeverExecute(m.PaymentId, m.DealId, "rejected");
        PaymentsMade++;
        return new PaymentSettled(m.PaymentId, m.DealId, m.Currency, m.Amount, m.ValueDate, "bank-1");
    }

    private IMessage Transfer(TransferLots m)
    {
        if (_transferRefusals < _fate.TransferFreezes)
        {
            _transferRefusals++;
            return Refused(m.InstructionId, LedgerRefusals.Frozen);
        }

        if (LockedBy != m.LockReference || m.LotIds.Any(TitleMoved.Contains)) return Refused(m.InstructionId, "lot-consumed");
        TitleMoved.UnionWith(m.LotIds);
        return Executed(m.InstructionId, LedgerOperations.Transfer, m.LotIds);
    }

    private static InstructionRefused Refused(Guid id, string reason) => new(id, "any", reason, "as the fate has it", null);

    private static InstructionExecuted Executed(Guid id, string operation, Guid[]? consumed = null) =>
        new(id, operation, 1, Start, consumed ?? [], [], []);
}

internal static class DealPlans
{
    /// <summary>Two lots due on one day and one on another: two transfers.</summary>
    public static DealPlan Of(bool registrationRequired) => new(
        Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), "CNY", 996_500,
        new DateOnly(2026, 3, 3), registrationRequired,
        [Lot(0), Lot(0), Lot(30)], [Guid.NewGuid(), Guid.NewGuid()]);

    private static PlannedLot Lot(int days) =>
        new(Guid.NewGuid(), Guid.NewGuid(), 500_000, new DateOnly(2026, 6, 1).AddDays(days));
}
