namespace SupplyFinance.Ledger.Title;

/// <summary>The structure audit: from entries alone, without openings. Every lot id is created once and consumed at
/// most once, a consumed or locked lot existed and lived, and a locked lot is moved or released only under its lock
/// owner's name.</summary>
public sealed class Structure
{
    private readonly HashSet<Guid> _live = [];
    private readonly HashSet<Guid> _ever = [];
    private readonly Dictionary<Guid, string> _owners = [];
    private long _next;

    /// <summary>Takes the next entry's bytes.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Apply(ReadOnlySpan<byte> bytes)
    {
        var index = _next++;
        if (!EntryCodec.TryDecode(bytes, out var entry)) return $"Entry {index} is malformed.";
        foreach (var id in entry!.Consumed.Concat(entry.Touched))
        {
            if (!_live.Contains(id)) return $"Entry {index}: lot {id} does not live.";
            if (_owners.TryGetValue(id, out var owner) && !entry.Signers.Contains(owner))
                return $"Entry {index}: lot {id} is locked by {owner}.";
        }

        foreach (var id in entry.Consumed)
        {
            if (!_live.Remove(id)) return $"Entry {index}: lot {id} is consumed twice.";
        }

        foreach (var id in entry.Touched)
        {
            if (entry.LockOwner is { } owner) _owners[id] = owner;
            else _owners.Remove(id);
        }

        foreach (var output in entry.Outputs)
        {
            if (!_ever.Add(output.LotId)) return $"Entry {index}: lot {output.LotId} is created twice.";
            _live.Add(output.LotId);
        }

        // A discharge's rest keeps the lock; the entry names its owner through the lot that was consumed.
        if (entry.Type == EntryType.Discharge && entry.Consumed.Count > 0
            && _owners.TryGetValue(entry.Consumed[0], out var kept))
        {
            foreach (var output in entry.Outputs) _owners[output.LotId] = kept;
        }

        return null;
    }
}
