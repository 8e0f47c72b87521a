using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;

namespace SupplyFinance.Ledger.Tests.Title;

/// <summary>A register in memory: decides, seals entries and keeps them with their openings.</summary>
internal sealed class TestRegister
{
    public const string Origin = "example.org/ledger";
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<Guid, Lot> _lots = [];
    private readonly Dictionary<Guid, long> _issues = [];
    private readonly HashSet<(Guid, string)> _cancelled = [];
    private byte _salt;

    public IReadOnlyDictionary<Guid, Lot> Lots => _lots;
    public List<(byte[] Bytes, Opening Opening)> Log { get; } = [];

    public Lot this[Guid id] => _lots[id];

    public Decision Decide(ICommand command)
    {
        var named = Register.LotsNamed(command).Distinct().Where(_lots.ContainsKey)
            .ToDictionary(id => id, id => _lots[id]);
        var issuedBy = command is IssueLot issue
            && _issues.TryGetValue(issue.ReceivableId, out var entry) ? entry : (long?)null;
        var cancelled = command is LockLots locking && _cancelled.Contains((locking.Reference, locking.Owner));
        return Register.Decide(command, new RegisterView(named, Log.Count, issuedBy, cancelled));
    }

    public Decision Do(ICommand command)
    {
        var decision = Decide(command);
        if (decision is Refusal refusal && command is ReleaseLots release && Release.Cancels(refusal))
        {
            foreach (var signer in release.SignedBy) _cancelled.Add((release.LockReference, signer.Party));
        }

        if (decision is not Effects effects) return decision;
        var bytes = InstructionBytes.Of(command, Origin);
        var (sealedEntry, opening) = Opening.Seal(Instruction.Of(command), bytes, effects, Now, Salt);
        if (command is IssueLot issued) _issues[issued.ReceivableId] = Log.Count;
        Log.Add((EntryCodec.Encode(sealedEntry), opening));
        foreach (var lot in effects.Lots) _lots[lot.Id] = lot;
        return decision;
    }

    public Effects MustDo(ICommand command)
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
