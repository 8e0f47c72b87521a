using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>The title register's rules (each instruction all or nothing, one entry): what a debt right's lots may
/// become.</summary>
public static class Register
{
    /// <summary>Lots named in one instruction: 500 consumed and 500 new ones take 32 kB of an entry's 64.</summary>
    public const int MaxLots = 500;

    /// <summary>Decides an instruction against the lots that it names. Who signed is the sender's word; the rules on
    /// who must are here.</summary>
    public static Decision Decide(ILedgerInstruction instruction, RegisterView view) => instruction switch
    {
        IssueLot issue => Issue.Decide(issue, view),
        TransferLots transfer => Transfer.Decide(transfer, view),
        LockLots locking => Locking.Decide(locking, view),
        ReleaseLots release => Release.Decide(release, view),
        DischargeLots discharge => Discharge.Decide(discharge, view),
        ReduceLots reduction => Reduction.Decide(reduction, view),
        VoidLots voiding => Voiding.Decide(voiding, view),
        ReinstateLots reinstatement => Reinstatement.Decide(reinstatement, view),
        ConvertLots conversion => Conversion.Decide(conversion, view),
        AssignLotsByLaw assignment => AssignmentByLaw.Decide(assignment, view),
        FreezeLots freeze => Freezing.Decide(freeze, view),
        UnfreezeLots unfreeze => Freezing.Decide(unfreeze, view),
        SetSplitPolicy policy => SplitPolicy.Decide(policy, view),
        RecordEvidence evidence => Evidence.Decide(evidence, view),
        NameOperator naming => OperatorNaming.Decide(naming, view),
        ExpireLocks expiry => Expiry.Decide(expiry, view),
        _ => throw new ArgumentException(
            $"{instruction.GetType().Name} is no instruction to the register.", nameof(instruction)),
    };

    /// <summary>Every lot id that an instruction names, existing or new: what a view must have been filled
    /// from.</summary>
    public static IReadOnlyList<Guid> LotsNamed(ILedgerInstruction instruction) => instruction switch
    {
        IssueLot issue => [issue.LotId],
        TransferLots transfer => [.. transfer.LotIds, .. transfer.Outputs.Select(output => output.LotId)],
        LockLots locking => locking.LotIds,
        ReleaseLots release => release.LotIds,
        DischargeLots discharge =>
            [.. discharge.Discharges.SelectMany<LotDischarge, Guid>(d => [d.LotId, d.RestLotId])],
        ReduceLots reduction => [.. reduction.Reductions.SelectMany<LotReduction, Guid>(r => [r.LotId, r.RestLotId])],
        VoidLots voiding => voiding.LotIds,
        ReinstateLots reinstatement =>
            [.. reinstatement.Reinstatements.SelectMany<LotReinstatement, Guid>(r => [r.DischargedLotId, r.NewLotId])],
        ConvertLots conversion =>
            [.. conversion.Conversions.SelectMany<LotConversion, Guid>(c => [c.LotId, c.NewLotId, c.RestLotId])],
        AssignLotsByLaw assignment => [.. assignment.LotIds, .. assignment.Outputs.Select(output => output.LotId)],
        FreezeLots freeze => freeze.LotIds,
        UnfreezeLots unfreeze => unfreeze.LotIds,
        ExpireLocks expiry => expiry.LotIds,
        _ => [],
    };

    /// <summary>The live lots an instruction consumes or touches: each known, named once, of one debtor and
    /// currency, and not frozen unless the operation may have such.</summary>
    internal static Refusal? Inputs(
        IReadOnlyCollection<Guid> ids, RegisterView view, out IReadOnlyList<Lot> lots, bool frozenToo = false)
    {
        if (Known(ids, view, out lots) is { } refusal) return refusal;
        if (lots.FirstOrDefault(lot => lot.State != LotStates.Live) is { } ended)
            return new Refusal(RefusalCodes.LotConsumed, $"Lot {ended.Id} is {ended.State}.", ended.LastEntry);
        return !frozenToo && lots.FirstOrDefault(lot => lot.IsFrozen) is { } frozen
            ? new Refusal(RefusalCodes.Frozen, $"Lot {frozen.Id} is frozen by a court's order.", frozen.LastEntry)
            : null;
    }

    /// <summary>The lots an instruction names, living or not: each known, named once, of one debtor and
    /// currency.</summary>
    internal static Refusal? Known(IReadOnlyCollection<Guid> ids, RegisterView view, out IReadOnlyList<Lot> lots)
    {
        lots = [];
        if (ids.Count == 0) return new Refusal(RefusalCodes.EmptyInstruction, "No lot is named.");
        if (ids.Count > MaxLots)
            return new Refusal(RefusalCodes.TooManyLots, $"{ids.Count} lots; at most {MaxLots} fit one entry.");
        if (ids.GroupBy(id => id).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new Refusal(RefusalCodes.DuplicateInput, $"Lot {twice.Key} is named twice.");
        var found = new List<Lot>();
        foreach (var id in ids)
        {
            if (!view.Lots.TryGetValue(id, out var lot))
                return new Refusal(RefusalCodes.UnknownLot, $"There is no lot {id}.");
            found.Add(lot);
        }

        lots = found;
        if (found.Exists(lot => lot.DebtorId != found[0].DebtorId))
            return new Refusal(RefusalCodes.MixedDebtor, "The lots have different debtors.");
        return found.Exists(lot => lot.Currency != found[0].Currency)
            ? new Refusal(RefusalCodes.MixedCurrency, "The lots have different currencies.")
            : null;
    }

    /// <summary>Ids for new lots: each free, used once.</summary>
    internal static Refusal? NewIds(IReadOnlyCollection<Guid> ids, RegisterView view, IReadOnlyCollection<Guid> inputs)
    {
        if (ids.Count > MaxLots)
            return new Refusal(RefusalCodes.TooManyLots, $"{ids.Count} new lots; at most {MaxLots} fit one entry.");
        var seen = new HashSet<Guid>(inputs);
        foreach (var id in ids)
        {
            if (!seen.Add(id)) return new Refusal(RefusalCodes.DuplicateOutput, $"Lot id {id} is used twice.");
            if (view.Lots.TryGetValue(id, out var lot))
                return new Refusal(RefusalCodes.LotExists, $"Lot {id} exists.", lot.CreatedByEntry);
        }

        return null;
    }

    /// <summary>Every lot must be free.</summary>
    internal static Refusal? Free(IEnumerable<Lot> lots) =>
        lots.FirstOrDefault(lot => lot.Lock is not null) is { } locked
        ? new Refusal(RefusalCodes.LotLocked, $"Lot {locked.Id} is under a lock for {locked.Lock!.Purpose}.",
            locked.LastEntry)
        : null;

    /// <summary>Every lot must be under one lock of this reference; gives that lock.</summary>
    internal static Refusal? Under(Guid reference, IReadOnlyList<Lot> lots, out LotLock? held)
    {
        held = lots[0].Lock;
        foreach (var lot in lots)
        {
            if (lot.Lock is null)
                return new Refusal(RefusalCodes.UnknownLock, $"Lot {lot.Id} is under no lock.", lot.LastEntry);
            if (lot.Lock.Reference != reference || lot.Lock with { Until = null } != held! with { Until = null })
                return new Refusal(RefusalCodes.LotLocked,
                    $"Lot {lot.Id} is under another lock, for {lot.Lock.Purpose}.", lot.LastEntry);
        }

        return null;
    }

    /// <summary>All lots must be alike in what their children inherit: conditional or not, frozen or not, and the
    /// lock.</summary>
    internal static Refusal? Alike(IReadOnlyList<Lot> lots) => lots.FirstOrDefault(lot =>
        (lot.IsConditional, lot.IsFrozen, lot.Lock) != (lots[0].IsConditional, lots[0].IsFrozen, lots[0].Lock)) is { } other
        ? new Refusal(RefusalCodes.MixedStanding, $"Lots {lots[0].Id} and {other.Id} do not stand alike.")
        : null;

    /// <summary>A document must be named by its SHA-256, 64 lower-case hex digits.</summary>
    internal static Refusal? Document(string hash) => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower)
        ? null
        : new Refusal(RefusalCodes.NoDocument, "A document is named by its SHA-256, 64 lower-case hex digits.");

    /// <summary>A currency must have a currency's form, three capital letters. Which exist is the sequencer's to
    /// know.</summary>
    internal static Refusal? Currency(string code) => code is { Length: 3 } && code.All(char.IsAsciiLetterUpper)
        ? null
        : new Refusal(RefusalCodes.UnknownCurrency, $"'{code}' is not a currency.");

    /// <summary>A lot after the next entry ended it.</summary>
    internal static Lot Ended(Lot lot, string state, RegisterView view) =>
        Changed(lot with { State = state, Lock = null, IsFrozen = false }, view);

    /// <summary>A lot after the next entry changed its lock.</summary>
    internal static Lot Relocked(Lot lot, LotLock? lotLock, RegisterView view) =>
        Changed(lot with { Lock = lotLock }, view);

    /// <summary>A lot that the next entry changes.</summary>
    internal static Lot Changed(Lot lot, RegisterView view) =>
        lot with { LastEntry = view.NextEntry, Version = lot.Version + 1 };

    /// <summary>A new lot of part of another's face: everything but the amount is inherited.</summary>
    internal static Lot Child(Lot parent, Guid id, long amount, RegisterView view) => parent with
    {
        Id = id, Amount = amount, ParentIds = [parent.Id], CreatedByEntry = view.NextEntry, LastEntry = view.NextEntry,
        Version = 1,
    };
}
