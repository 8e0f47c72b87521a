using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Receivables.Lots;

/// <summary>States of a lot transfer as its parties see it; the lots themselves move only in the ledger.</summary>
public static class LotTransferStates
{
    /// <summary>Another organisation was offered lots and has not answered: nobody can be made to take a certificate
    /// (Decree 802).</summary>
    public const string Offered = "offered";

    /// <summary>The ledger was asked.</summary>
    public const string Pending = "pending";
    public const string Completed = "completed";
    public const string Refused = "refused";
    public const string Declined = "declined";
    public const string Lapsed = "lapsed";
}

/// <summary>What the receivable service keeps of a lot.</summary>
public sealed record LotCopy(Guid Id, Guid ReceivableId, Guid DebtorId, Guid HolderId, Money Amount, DateOnly DueDate,
    bool Live, bool Locked);

/// <summary>A lot to be made: whose, how much.</summary>
public sealed record TransferOutput(Guid LotId, Guid HolderId, Money Amount);

/// <summary>A holder's wish to split its free lots or pass them on, or both.</summary>
/// <param name="ReceiverId">The other organisation, null for a split.</param>
/// <param name="LapsesAt">When an unanswered offer lapses, business clock.</param>
public sealed record LotTransfer(
    Guid Id, Guid HolderId, Guid? ReceiverId, IReadOnlyList<Guid> LotIds, IReadOnlyList<TransferOutput> Outputs,
    string State, DateTimeOffset LapsesAt, string? Reason)
{
    /// <summary>As many as one ledger entry should carry and a person can check.</summary>
    public const int MaxLots = 50;

    /// <summary>As many children as split policy allows one entry.</summary>
    public const int MaxOutputs = 50;

    /// <summary>An offer nobody answers within 7 days lapses; the lots were never locked.</summary>
    public static readonly TimeSpan LapsesAfter = TimeSpan.FromDays(7);

    /// <summary>Whether these lots may become these outputs. A split goes to the ledger at once, a transfer is offered
    /// first.</summary>
    public static Result<LotTransfer> Decide(
        Guid id, Guid holderId, IReadOnlyList<(Guid Id, LotCopy? Copy)> asked, IReadOnlyList<TransferOutput> outputs,
        DateTimeOffset now)
    {
        if (Broken(holderId, asked, outputs) is { } refusal) return refusal;
        Guid? receiver = outputs.Select(x => x.HolderId).FirstOrDefault(x => x != holderId) is var other
            && other != Guid.Empty ? other : null;
        return new LotTransfer(id, holderId, receiver, asked.Select(x => x.Id).ToList(), outputs,
            receiver is null ? LotTransferStates.Pending : LotTransferStates.Offered, now + LapsesAfter, null);
    }

    public Result<LotTransfer> Accept(DateTimeOffset now) => State != LotTransferStates.Offered
        ? new TransferNotOffered(State)
        : now >= LapsesAt ? new OfferLapsed(LapsesAt)
        : this with { State = LotTransferStates.Pending };

    public Result<LotTransfer> Decline(string? reason) => State != LotTransferStates.Offered
        ? new TransferNotOffered(State)
        : reason?.Length > Receivable.MaxReason ? new ReasonTooLong(Receivable.MaxReason)
        : this with { State = LotTransferStates.Declined, Reason = reason };

    public Result<LotTransfer> Lapse(DateTimeOffset now) => State != LotTransferStates.Offered
        ? new TransferNotOffered(State)
        : now < LapsesAt ? new NotLapsedYet(LapsesAt)
        : this with { State = LotTransferStates.Lapsed };

    private static Failure? Broken(Guid holderId, IReadOnlyList<(Guid Id, LotCopy? Copy)> asked,
        IReadOnlyList<TransferOutput> outputs)
    {
        if (asked.Count is 0 or > MaxLots) return new LotsOutOfRange("lotIds", MaxLots);
        if (outputs.Count is 0 or > MaxOutputs) return new LotsOutOfRange("outputs", MaxOutputs);
        var ids = asked.Select(x => x.Id).Concat(outputs.Select(x => x.LotId)).GroupBy(x => x)
            .FirstOrDefault(x => x.Count() > 1);
        if (ids is not null) return new LotTwice(ids.Key);
        foreach (var (id, copy) in asked)
        {
            if (copy is null || copy.HolderId != holderId) return new LotUnknown(id);
            if (!copy.Live) return new LotNotLive(id);
            if (copy.Locked) return new LotLocked(id);
        }

        var lots = asked.Select(x => x.Copy!).ToList();
        if (lots.Exists(x => x.DebtorId != lots[0].DebtorId)) return new LotsDiffer("debtor");
        if (lots.Exists(x => x.Amount.Currency != lots[0].Amount.Currency)) return new LotsDiffer("currency");
        if (lots.Exists(x => x.DueDate != lots[0].DueDate)) return new LotsDiffer("due date");
        if (outputs.Any(x => x.Amount.Currency != lots[0].Amount.Currency))
            return new CurrencyMismatch(lots[0].Amount.Currency.Code);
        if (outputs.Any(x => !x.Amount.IsPositive)) return new AmountNotPositive("outputs");
        if (outputs.Select(x => x.HolderId).Where(x => x != holderId).Distinct()
            .Count() > 1) return new SeveralReceivers();
        // Summed wide: fifty amounts near the limit of 64 bits are a wrong request, not an accident.
        var (sumIn, sumOut) = (lots.Sum(x => (decimal)x.Amount.Minor), outputs.Sum(x => (decimal)x.Amount.Minor));
        return sumIn == sumOut ? null : new SumsDiffer();
    }
}
