using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;

namespace SupplyFinance.Ledger.Tests.Title;

/// <summary>A register in memory: decides, seals entries and keeps them with their openings.</summary>
internal sealed class TestRegister
{
    public const string Origin = "example.org/ledger";
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly RegisterState _state = new();
    private readonly HashSet<(Guid, string)> _cancelled = [];
    private byte _salt;

    public IReadOnlyDictionary<Guid, Lot> Lots => _state.Lots;
    public List<(byte[] Bytes, Opening Opening)> Log { get; } = [];

    /// <summary>Whom the log named its operator.</summary>
    public Guid? OperatorId => _state.OperatorId;

    /// <summary>What the next entry's clock says.</summary>
    public DateTimeOffset At { get; set; } = Now;

    public Lot this[Guid id] => Lots[id];

    public Decision Decide(ILedgerInstruction command)
    {
        var cancelled = command is LockLots locking && _cancelled.Contains((locking.Reference, locking.Owner));
        return Register.Decide(command, _state.View(command, Log.Count, At) with { LockCancelled = cancelled });
    }

    public Decision Do(ILedgerInstruction command)
    {
        var decision = Decide(command);
        if (decision is Refusal refusal && command is ReleaseLots release && Release.Cancels(refusal))
        {
            foreach (var signer in release.SignedBy) _cancelled.Add((release.LockReference, signer.Party));
        }

        if (decision is not Effects effects) return decision;
        var bytes = InstructionBytes.Of(command, Origin);
        var (sealedEntry, opening) = Opening.Seal(Instruction.Of(command), bytes, effects, At, Salt);
        _state.Apply(command, effects, Log.Count);
        Log.Add((EntryCodec.Encode(sealedEntry), opening));
        return decision;
    }

    public Effects MustDo(ILedgerInstruction command)
    {
        var decision = Do(command);
        return decision as Effects ?? throw new InvalidOperationException(decision.ToString());
    }

    private byte[] Salt()
    {
        var salt = new byte[Opening.SaltLength];
        salt[0] = unchecked(++_salt);
        return salt;
    }
}
