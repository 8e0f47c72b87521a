using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>The whole register in memory: what the entries of a log add up to.</summary>
public sealed class RegisterState
{
    private readonly Dictionary<Guid, Lot> _lots = [];
    private readonly Dictionary<Guid, long> _issues = [];
    private readonly Dictionary<string, SplitPolicy> _policies = [];

    /// <summary>Every lot that ever was, as the entries so far leave it.</summary>
    public IReadOnlyDictionary<Guid, Lot> Lots => _lots;

    /// <summary>The organisation that the log names as its operator.</summary>
    public Guid? OperatorId { get; private set; }

    /// <summary>The policies in force, by currency.</summary>
    public IReadOnlyDictionary<string, SplitPolicy> Policies => _policies;

    /// <summary>What an instruction can see of it.</summary>
    public RegisterView View(ILedgerInstruction command, long index, DateTimeOffset at)
    {
        var named = Register.LotsNamed(command).Distinct().Where(_lots.ContainsKey)
            .ToDictionary(id => id, id => _lots[id]);
        var issuedBy = command is IssueLot issue
            && _issues.TryGetValue(issue.ReceivableId, out var entry) ? entry : (long?)null;
        var policy = CurrencyOf(command, named) is { } currency ? _policies.GetValueOrDefault(currency) : null;
        return new RegisterView(named, index, issuedBy, At: at, OperatorId: OperatorId, Policy: policy);
    }

    /// <summary>Takes an entry's effects.</summary>
    public void Apply(ILedgerInstruction command, Effects effects, long index)
    {
        foreach (var lot in effects.Lots) _lots[lot.Id] = lot;
        switch (command)
        {
            case IssueLot issue:
                _issues[issue.ReceivableId] = index;
                break;
            case SetSplitPolicy policy:
                _policies[policy.Currency] = SplitPolicy.Of(policy, index);
                break;
            case NameOperator naming:
                OperatorId = naming.OperatorId;
                break;
            default:
                break;
        }
    }

    /// <summary>The currency whose policy on splits an instruction is under, or null.</summary>
    public static string? CurrencyOf(ILedgerInstruction command, IReadOnlyDictionary<Guid, Lot> lots) =>
        command is TransferLots transfer && transfer.LotIds.Length > 0
            ? lots.GetValueOrDefault(transfer.LotIds[0])?.Currency
            : null;
}
