using SupplyFinance.Contracts;

namespace SupplyFinance.Factoring.Deals;

/// <summary>Carries an accepted offer out: claim the invoices, turn the auction lock into a deal lock, wait for the
/// registration where policy demands it, pay, move title, notify the debtor. Until the bank's receipt every step can be
/// undone, and only a step's own answer turns the process; after it there is only forward.</summary>
public static class DealProcess
{
    /// <summary>Names factoring as the owner of auction and deal locks.</summary>
    public const string LockOwner = "service:factoring";

    /// <summary>Answers come by durable messages; asking again an hour later is for a lost answer only.</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromHours(1);

    /// <summary>A freeze is lifted by people; every 15 s lets the flow end within a minute of it.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(15);

    /// <summary>Decides what one message does to a deal. A message that answers no open step changes nothing.</summary>
    public static DealOutcome Decide(DealPlan plan, DealProgress deal, IMessage message, DateTimeOffset now) =>
        (deal.State, message) switch
        {
            (DealStates.Claiming, BeginDeal) => Wait(plan, deal, now),
            (DealStates.Claiming, InvoicesClaimed m) when m.ClaimId == plan.ClaimId =>
                Wait(plan, deal with { State = DealStates.Locking }, now),
            (DealStates.Claiming, InvoiceClaimRefused m) when m.ClaimId == plan.ClaimId =>
                Turn(plan, deal, DealUndo.AuctionLock, m.Reason, now),

            (DealStates.Locking, InstructionExecuted m) when m.InstructionId == plan.LockId => Register(plan, deal, now),
            (DealStates.Locking, InstructionRefused m) when m.InstructionId == plan.LockId =>
                Turn(plan, deal, DealUndo.AuctionLockAndClaim, m.Reason, now),

            (DealStates.Registering, RegistrationRecorded m) =>
                Register(plan, deal with { RegistrationReference = m.Reference }, now),
            (not (DealStates.Undoing or DealStates.Failed), RegistrationRecorded m) =>
                new DealOutcome(deal with { RegistrationReference = m.Reference }),

            (DealStates.Registering, CancelDeal m) => Turn(plan, deal, DealUndo.DealLockAndClaim, m.Reason, now),
            (DealStates.Paying, CancelDeal m) => new DealOutcome(deal)
            {
                Sends = [new CancelPayment(plan.PaymentId, plan.DealId, m.Reason)],
            },

            (DealStates.Paying, PaymentSettled m) when m.PaymentId == plan.PaymentId =>
                Wait(plan, deal with { State = DealStates.Transferring }, now),
            (DealStates.Paying, PaymentWillNeverExecute m) when m.PaymentId == plan.PaymentId =>
                Turn(plan, deal, DealUndo.DealLockAndClaim, m.Reason, now),

            (DealStates.Transferring, InstructionExecuted m) => Transferred(plan, deal, m, now),
            (DealStates.Transferring, InstructionRefused m) when IsOpenTransfer(plan, deal, m.InstructionId) =>
                Again(deal, $"title-held: {m.Reason}", now) with
                {
                    Alarm = $"The money is paid and the ledger refuses the title: {m.Reason}, {m.Detail}",
                },
            (DealStates.Transferring, PaymentWillNeverExecute m) when m.PaymentId == plan.PaymentId =>
                new DealOutcome(deal) { Alarm = $"A settled payment was reported as never executed: {m.Reason}" },

            (DealStates.Undoing, InstructionExecuted m) when m.InstructionId == plan.ReleaseId(deal.Attempt) =>
                Fail(plan, deal),
            (DealStates.Undoing, InstructionRefused m) when m.InstructionId == plan.ReleaseId(deal.Attempt) =>
                m.Reason == LedgerRefusals.Frozen ? Again(deal, deal.Reason, now) : Fail(plan, deal),

            (DealStates.Undoing or DealStates.Failed, PaymentSettled m) when m.PaymentId == plan.PaymentId =>
                new DealOutcome(deal) { Alarm = $"A payment given up was reported as settled: {m.BankReference}" },

            (_, RemindDeal m) when !deal.HasEnded && m.State == deal.State && m.Attempt == deal.Attempt =>
                Wait(plan, deal, now),
            _ => new DealOutcome(deal),
        };

    private static DealOutcome Register(DealPlan plan, DealProgress deal, DateTimeOffset now) =>
        plan.RegistrationRequired && deal.RegistrationReference is null
            ? new DealOutcome(deal with { State = DealStates.Registering })
            : Wait(plan, deal with { State = DealStates.Paying }, now);

    private static DealOutcome Turn(DealPlan plan, DealProgress deal, DealUndo undo, string reason, DateTimeOffset now) =>
        Wait(plan, deal with { State = DealStates.Undoing, Undo = undo, Reason = reason }, now);

    private static DealOutcome Transferred(
        DealPlan plan, DealProgress deal, InstructionExecuted executed, DateTimeOffset now)
    {
        var lots = plan.Transfers
            .Where((_, transfer) => Attempts(plan, deal, transfer).Contains(executed.InstructionId))
            .SelectMany(x => x.Select(lot => lot.LotId));
        var moved = deal with { Transferred = deal.Transferred.Union(lots) };
        if (moved.Transferred.Count < plan.Lots.Count) return new DealOutcome(moved);
        return new DealOutcome(moved with { State = DealStates.Completed, Reason = null }) { IssuesNotice = true };
    }

    private static bool IsOpenTransfer(DealPlan plan, DealProgress deal, Guid instructionId) => plan.Transfers
        .Where((lots, transfer) => plan.TransferId(transfer, deal.Attempt) == instructionId
            && lots.Any(x => !deal.Transferred.Contains(x.LotId)))
        .Any();

    // An earlier attempt may be executed after a later one was sent; either moves the title.
    private static IEnumerable<Guid> Attempts(DealPlan plan, DealProgress deal, int transfer) =>
        Enumerable.Range(0, deal.Attempt + 1).Select(attempt => plan.TransferId(transfer, attempt));

    private static DealOutcome Again(DealProgress deal, string? reason, DateTimeOffset now) =>
        new(deal with { Attempt = deal.Attempt + 1, Reason = reason }) { RemindAt = now + RetryAfter };

    private static DealOutcome Fail(DealPlan plan, DealProgress deal) =>
        new(deal with { State = DealStates.Failed })
        {
            Sends = deal.Undo == DealUndo.AuctionLock ? [] : [new ReleaseInvoiceClaim(plan.ClaimId, plan.DealId)],
            ReleasesLimit = true,
        };

    private static DealOutcome Wait(DealPlan plan, DealProgress deal, DateTimeOffset now) =>
        new(deal) { Sends = [.. DealSteps.Of(plan, deal)], RemindAt = now + AskAgainAfter };
}
