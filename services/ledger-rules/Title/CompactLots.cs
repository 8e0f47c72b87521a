using System.Security.Cryptography;

namespace SupplyFinance.Ledger.Title;

/// <summary>Every lot id that a log ever created with a small number saying how it stands: what an audit of a whole log
/// must remember. About 27 bytes a lot, so that ten million fit in 300 MB.</summary>
/// <remarks>Open addressing in many small tables, each grown alone: a single large one would need twice its size
/// whenever it grows. Ids are made by clients, so they are placed by a hash with a secret of this process.</remarks>
public sealed class CompactLots
{
    private const int Tables = 1024;
    private const int FirstCapacity = 8;

    // Full enough to be small, with room enough that a search ends after a few steps.
    private const int FullPercent = 85;

    private readonly Table[] _tables = new Table[Tables];
    private readonly ulong _secret = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>Ids that have a number.</summary>
    public long Count { get; private set; }

    /// <summary>The id's number; 0 where it has none. Numbers that are set are positive.</summary>
    public int this[Guid id]
    {
        get
        {
            var hash = Hash(id);
            ref var table = ref _tables[hash % Tables];
            return table.Numbers is null ? 0 : table.Numbers[table.Find(id, hash / Tables)];
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            var hash = Hash(id);
            ref var table = ref _tables[hash % Tables];
            if ((table.Count + 1) * 100L > (table.Ids?.Length ?? 0) * (long)FullPercent) Grow(ref table);
            var slot = table.Find(id, hash / Tables);
            if (table.Numbers![slot] == 0)
            {
                table.Count++;
                Count++;
            }

            (table.Ids![slot], table.Numbers[slot]) = (id, value);
        }
    }

    /// <summary>Every id and its number, in no order.</summary>
    public IEnumerable<KeyValuePair<Guid, int>> All() =>
        from table in _tables
        from lot in (table.Ids ?? []).Zip(table.Numbers ?? [])
        where lot.Second != 0
        select KeyValuePair.Create(lot.First, lot.Second);

    private uint Hash(Guid id) => unchecked((uint)HashCode.Combine(_secret, id));

    private void Grow(ref Table table)
    {
        var (ids, numbers) = (table.Ids, table.Numbers);
        var capacity = ids is null ? FirstCapacity : ids.Length + (ids.Length / 4);
        (table.Ids, table.Numbers) = (new Guid[capacity], new int[capacity]);
        for (var i = 0; i < (ids?.Length ?? 0); i++)
        {
            if (numbers![i] == 0) continue;
            var slot = table.Find(ids![i], Hash(ids[i]) / Tables);
            (table.Ids[slot], table.Numbers[slot]) = (ids[i], numbers[i]);
        }
    }

    private struct Table
    {
        public Guid[]? Ids;
        public int[]? Numbers;
        public int Count;

        // Where the id stands, or the free place where it would.
        public readonly int Find(Guid id, uint hash)
        {
            var slot = (int)(hash % (uint)Ids!.Length);
            while (Numbers![slot] != 0 && Ids[slot] != id) slot = slot + 1 == Ids.Length ? 0 : slot + 1;
            return slot;
        }
    }
}
