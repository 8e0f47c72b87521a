namespace SupplyFinance.Ledger.Title;

/// <summary>The structure audit: from entries alone, without openings. Every lot id is created once and consumed at
/// most once; a consumed or locked lot existed and lived; a locked lot is moved or released only under its lock owner's
/// name, a frozen one not moved at all; what only the operator may do bears the name that the log gave it; face comes
/// back only of lots that were discharged. That a lock which the sequencer ended was a pledge whose time had come, only
/// the title audit sees.</summary>
public sealed class Structure
{
    // How a lot stands: ended, ended by a discharge, or live: under no owner or one of the list, frozen or not.
    private const int Ended = 1;
    private const int Discharged = 2;
    private const int FirstLive = 3;
    private const int Frozen = 1;

    private readonly CompactLots _lots = new();
    private readonly List<string> _owners = [];
    private readonly Dictionary<string, int> _placeOf = [];
    private string? _operator;

    /// <summary>Entries taken so far.</summary>
    public long Size { get; private set; }

    /// <summary>Lot ids created so far.</summary>
    public long Lots => _lots.Count;

    /// <summary>Takes the next entry's bytes.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Apply(ReadOnlySpan<byte> bytes)
    {
        var index = Size++;
        if (!EntryCodec.TryDecode(bytes, out var entry)) return $"Entry {index} is malformed.";
        var wrong = WithoutSigner(entry!) ?? entry!.Consumed.Concat(entry.Touched)
            .Select(id => Forbidden(entry, id)).FirstOrDefault(found => found is not null);
        if (wrong is not null) return $"Entry {index}: {wrong}";
        if (entry!.Type == EntryType.NameOperator) _operator = entry.LockOwner;
        var inherited = Inherited(entry);
        foreach (var id in entry.Consumed)
        {
            if (_lots[id] < FirstLive) return $"Entry {index}: lot {id} is consumed twice.";
            _lots[id] = entry.Type == EntryType.Discharge ? Discharged : Ended;
        }

        foreach (var id in entry.Touched) _lots[id] = Touched(entry, _lots[id]);
        foreach (var output in entry.Outputs)
        {
            if (_lots[output.LotId] != 0) return $"Entry {index}: lot {output.LotId} is created twice.";
            _lots[output.LotId] = inherited;
        }

        return null;
    }

    private string? WithoutSigner(Entry entry)
    {
        var required = entry.Type switch
        {
            EntryType.Freeze or EntryType.Unfreeze or EntryType.AssignByLaw or EntryType.SplitPolicy
                or EntryType.Reinstate => _operator ?? "an operator",
            EntryType.NameOperator => _operator ?? Party.Ledger,
            EntryType.Expire => Party.Ledger,
            _ => null,
        };
        return required is not null && !entry.Signers.Contains(required) ? $"{required} has not signed." : null;
    }

    private string? Forbidden(Entry entry, Guid id)
    {
        var stands = _lots[id];
        if (entry.Type == EntryType.Reinstate)
            return stands == Discharged ? null : $"lot {id} was not discharged.";
        if (stands < FirstLive) return $"lot {id} does not live.";
        var isFrozen = (stands - FirstLive) % 2 == Frozen;
        if (isFrozen && entry.Type is not (EntryType.Release or EntryType.Unfreeze or EntryType.AssignByLaw))
            return $"lot {id} is frozen.";
        if (!isFrozen && entry.Type == EntryType.Unfreeze) return $"lot {id} is not frozen.";
        // These go by the lock: the debtor's word that an order is owed, the law, and a pledge's time.
        var actsBesideLock = entry.Type is EntryType.Convert or EntryType.AssignByLaw or EntryType.Freeze
            or EntryType.Unfreeze or EntryType.Expire;
        return !actsBesideLock && OwnerOf(stands) is { } owner && !entry.Signers.Contains(owner)
            ? $"lot {id} is locked by {owner}."
            : null;
    }

    // Lots that one entry consumes stand alike where its outputs inherit how they stand.
    private int Inherited(Entry entry) => entry.Type switch
    {
        EntryType.Discharge or EntryType.Convert or EntryType.AssignByLaw when entry.Consumed.Count > 0 =>
            _lots[entry.Consumed[0]],
        EntryType.Reinstate => Live(entry.LockOwner),
        _ => Live(null),
    };

    private int Touched(Entry entry, int stands) => entry.Type switch
    {
        EntryType.Reinstate => stands,
        EntryType.Freeze => Thawed(stands) + Frozen,
        EntryType.Unfreeze => Thawed(stands),
        _ => Live(entry.LockOwner) + ((stands - FirstLive) % 2),
    };

    private static int Thawed(int stands) => FirstLive + ((stands - FirstLive) / 2 * 2);

    private string? OwnerOf(int stands) => (stands - FirstLive) / 2 is > 0 and var place ? _owners[place - 1] : null;

    private int Live(string? owner)
    {
        if (owner is null) return FirstLive;
        if (!_placeOf.TryGetValue(owner, out var place))
        {
            _owners.Add(owner);
            _placeOf[owner] = place = _owners.Count;
        }

        return FirstLive + (2 * place);
    }
}
