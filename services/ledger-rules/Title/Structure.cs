namespace SupplyFinance.Ledger.Title;

/// <summary>The structure audit: from entries alone, without openings. Every lot id is created once and consumed at
/// most once, a consumed or locked lot existed and lived, and a locked lot is moved or released only under its lock
/// owner's name.</summary>
public sealed class Structure
{
    // How a lot stands: ended, live and free, or live under the lock of an owner, by the owner's place in the list.
    private const int Ended = 1;
    private const int Free = 2;
    private const int FirstOwner = 3;

    private readonly CompactLots _lots = new();
    private readonly List<string> _owners = [];
    private readonly Dictionary<string, int> _placeOf = [];

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
        foreach (var id in entry!.Consumed.Concat(entry.Touched))
        {
            if (_lots[id] < Free) return $"Entry {index}: lot {id} does not live.";
            if (OwnerOf(id) is { } owner && !entry.Signers.Contains(owner))
                return $"Entry {index}: lot {id} is locked by {owner}.";
        }

        // A discharge's rest keeps the lock; the entry names its owner through the lot that was consumed.
        var kept = entry.Type == EntryType.Discharge && entry.Consumed.Count > 0 ? _lots[entry.Consumed[0]] : Free;
        foreach (var id in entry.Consumed)
        {
            if (_lots[id] == Ended) return $"Entry {index}: lot {id} is consumed twice.";
            _lots[id] = Ended;
        }

        foreach (var id in entry.Touched) _lots[id] = entry.LockOwner is { } owner ? Under(owner) : Free;
        foreach (var output in entry.Outputs)
        {
            if (_lots[output.LotId] != 0) return $"Entry {index}: lot {output.LotId} is created twice.";
            _lots[output.LotId] = kept;
        }

        return null;
    }

    private string? OwnerOf(Guid id) => _lots[id] is >= FirstOwner and var under ? _owners[under - FirstOwner] : null;

    private int Under(string owner)
    {
        if (!_placeOf.TryGetValue(owner, out var place))
        {
            _placeOf[owner] = place = _owners.Count;
            _owners.Add(owner);
        }

        return FirstOwner + place;
    }
}
