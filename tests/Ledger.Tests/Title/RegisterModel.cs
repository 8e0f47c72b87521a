using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;

namespace SupplyFinance.Ledger.Tests.Title;

/// <summary>Who holds how much under which lock, as plain bookkeeping that knows nothing of the register's code; checks
/// every accepted entry against the invariants.</summary>
internal sealed class RegisterModel
{
    private sealed record Held(
        Guid Root, Guid Debtor, Guid Holder, long Amount, LotLock? Lock, bool IsFrozen, bool IsConditional, int Depth);

    private readonly Dictionary<Guid, Held> _live = [];
    private readonly Dictionary<Guid, long> _dischargedForMoney = [];
    private readonly Dictionary<Guid, Held> _ended = [];
    private readonly Dictionary<Guid, decimal> _issued = [], _reinstated = [], _discharged = [], _reduced = [];
    private readonly HashSet<Guid> _ever = [];
    private readonly Dictionary<string, SetSplitPolicy> _policies = [];
    private string? _operator;

    /// <summary>Takes an instruction that the register accepted at an instant.</summary>
    public void Accept(ILedgerInstruction command, Effects effects, DateTimeOffset at)
    {
        var signers = Instruction.Of(command).Signers();
        var lots = effects.Consumed.Concat(effects.Touched).Select(lot => Known(command, lot.Id)).ToArray();
        foreach (var lot in lots)
        {
            if (command is not (ReleaseLots or UnfreezeLots or AssignLotsByLaw)) Assert.False(lot.IsFrozen, "frozen");
            if (command is DischargeLots) Assert.Equal("collection", lot.Lock?.Purpose);
            if (command is DischargeLots or LockLots { Purpose: "collection" }) Assert.False(lot.IsConditional);
            if (command is ReduceLots or VoidLots) Assert.Null(lot.Lock);
            if (command is ConvertLots) Assert.True(lot.IsConditional);
            if (command is ExpireLocks) Assert.True(lot.Lock is { Purpose: "pledge" } held && held.Until <= at);
            if (command is TransferLots && lot.Lock is { } under)
                Assert.All(effects.Created, output => Assert.Equal(under.BeneficiaryId, output.HolderId));
            Assert.All(RequiredSigners(command, lot), party => Assert.Contains(party, signers));
        }

        Assert.All(RequiredSigners(command), party => Assert.Contains(party, signers));
        CheckPolicy(command, effects);
        Book(command, effects, lots);
    }

    /// <summary>Compares the register with the books.</summary>
    public void Check(TestRegister register)
    {
        var live = _live.Values.ToLookup(lot => lot.Root, lot => (decimal)lot.Amount);
        foreach (var (root, issued) in _issued)
            Assert.Equal(issued + _reinstated.GetValueOrDefault(root),
                live[root].Sum() + _discharged.GetValueOrDefault(root) + _reduced.GetValueOrDefault(root));
        Assert.True(Conservation.Of(register.Lots.Values).All(line => line.Holds));
        Assert.Equal(_live.Count, register.Lots.Values.Count(lot => lot.State == LotStates.Live));
        Assert.True(_live.All(lot => register[lot.Key] is { State: LotStates.Live } kept && Of(kept) == lot.Value));
    }

    private static Held Of(Lot lot) => new(
        lot.ReceivableId, lot.DebtorId, lot.HolderId, lot.Amount, lot.Lock, lot.IsFrozen, lot.IsConditional, lot.SplitDepth);

    private Held Known(ILedgerInstruction command, Guid id)
    {
        var books = command is ReinstateLots ? _ended : _live;
        Assert.True(books.TryGetValue(id, out var lot), "consumed or touched without living, or brought back undischarged");
        return lot!;
    }

    // The table of operations, one lot at a time.
    private static IEnumerable<string> RequiredSigners(ILedgerInstruction command, Held lot) => command switch
    {
        TransferLots or DischargeLots or ReleaseLots => [lot.Lock?.Owner ?? Org(lot.Holder)],
        LockLots { Purpose: "collection" } => ["service:bank-settlement"],
        LockLots { Purpose: "deal" } => [lot.Lock!.Owner],
        LockLots => [Org(lot.Holder)],
        ReduceLots or VoidLots => [Org(lot.Holder), Org(lot.Debtor)],
        ConvertLots => [Org(lot.Debtor)],
        _ => [],
    };

    private IEnumerable<string> RequiredSigners(ILedgerInstruction command) => command switch
    {
        IssueLot issue => [Org(issue.DebtorId)],
        ReinstateLots => ["service:bank-settlement", _operator!],
        AssignLotsByLaw or FreezeLots or UnfreezeLots or SetSplitPolicy => [_operator!],
        NameOperator => [_operator ?? "service:ledger"],
        ExpireLocks => ["service:ledger"],
        _ => [],
    };

    private void CheckPolicy(ILedgerInstruction command, Effects effects)
    {
        if (command is not TransferLots { LockReference: null } || !_policies.TryGetValue(effects.Created[0].Currency, out var policy))
            return;
        foreach (var output in effects.Created.Where(IsPiece))
        {
            Assert.True(output.Amount >= policy.MinimumPiece, "too small a piece");
            Assert.True(output.SplitDepth <= policy.MaxDepth, "too deep a split");
        }

        foreach (var parent in effects.Consumed)
            Assert.True(effects.Created.Count(output => output.ParentIds.Contains(parent.Id)) <= policy.MaxPieces);
    }

    private bool IsPiece(Lot output) => output.Amount < output.ParentIds.Sum(parent => (decimal)_live[parent].Amount);

    private void Book(ILedgerInstruction command, Effects effects, Held[] before)
    {
        var (sumIn, sumOut) = (effects.Consumed.Sum(lot => (decimal)lot.Amount), effects.Created.Sum(lot => (decimal)lot.Amount));
        if (command is TransferLots or AssignLotsByLaw or ConvertLots) Assert.Equal(sumIn, sumOut);
        foreach (var lot in effects.Created) CheckNew(command, effects, lot);
        foreach (var lot in effects.Consumed)
        {
            Assert.True(_live.Remove(lot.Id, out var held), "consumed twice");
            if (command is DischargeLots) _ended[lot.Id] = held!;
        }

        foreach (var lot in effects.Created.Concat(command is ReinstateLots ? [] : effects.Touched)) _live[lot.Id] = Of(lot);
        switch (command)
        {
            case IssueLot issue:
                Assert.True(_issued.TryAdd(issue.ReceivableId, issue.Amount), "issued twice");
                break;
            case DischargeLots discharge:
                foreach (var part in discharge.Discharges)
                {
                    _dischargedForMoney[part.LotId] = part.FaceExtinguished;
                    Add(_discharged, _ended[part.LotId].Root, part.FaceExtinguished);
                }

                break;
            case VoidLots:
                foreach (var lot in before) Add(_discharged, lot.Root, lot.Amount);
                break;
            case ReduceLots reduction:
                foreach (var (part, lot) in reduction.Reductions.Zip(before)) Add(_reduced, lot.Root, part.ReducedBy);
                break;
            case ReinstateLots reinstatement:
                foreach (var (part, lot) in reinstatement.Reinstatements.Zip(before))
                {
                    Assert.True((_dischargedForMoney[part.DischargedLotId] -= part.Amount) >= 0, "more came back than went");
                    Add(_reinstated, lot.Root, part.Amount);
                }

                break;
            case SetSplitPolicy policy:
                _policies[policy.Currency] = policy;
                break;
            case NameOperator naming:
                _operator = Org(naming.OperatorId);
                break;
        }
    }

    private void CheckNew(ILedgerInstruction command, Effects effects, Lot lot)
    {
        Assert.True(_ever.Add(lot.Id), "created twice");
        Assert.True(lot.Amount > 0);
        if (command is IssueLot)
        {
            Assert.Empty(lot.ParentIds);
            return;
        }

        Assert.NotEmpty(lot.ParentIds);
        Assert.All(lot.ParentIds, parent =>
            Assert.Contains(parent, effects.Consumed.Concat(effects.Touched).Select(c => c.Id)));
        var first = Known(command, lot.ParentIds[0]);
        Assert.Equal((first.Root, first.Debtor), (lot.ReceivableId, lot.DebtorId));
        if (command is not (TransferLots or AssignLotsByLaw)) Assert.Equal(first.Holder, lot.HolderId);
        if (command is ConvertLots or AssignLotsByLaw or DischargeLots) Assert.Equal(first.Lock, lot.Lock);
        if (command is AssignLotsByLaw) Assert.Equal(first.IsFrozen, lot.IsFrozen);
        if (command is not ConvertLots) Assert.Equal(first.IsConditional, lot.IsConditional);
    }

    private static void Add(Dictionary<Guid, decimal> sums, Guid root, long amount) =>
        sums[root] = sums.GetValueOrDefault(root) + amount;

    private static string Org(Guid id) => $"org:{id:D}";
}
