using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Ledger;

/// <summary>The register's lots in the database. Unique keys stand behind the rules: a lot is created once, consumed
/// once.</summary>
public static class LotTable
{
    private const string Columns =
        "id, version, receivable_id, debtor_id, holder_id, currency, amount, due_date, state, extinguished, "
        + "lock_purpose, lock_owner, lock_reference, lock_beneficiary_id, lock_until, created_by_entry, last_entry, "
        + "frozen, conditional, split_depth, paid, reduced, reinstated";

    private static readonly Sql Find = Sql.By(d => $"select position, {Columns} from lot where id {d.AnyOf("@ids")}");
    private static readonly Sql Put = Sql.Insert("lot", Columns);
    private static readonly Sql PutParent = Sql.Insert("lot_parent", "lot_id, place, parent_id");
    private static readonly Sql PutSelf = Sql.Insert("lot_ancestor", "lot_id, ancestor_id");
    private static readonly Sql FindParents =
        Sql.By(d => $"select lot_id, parent_id from lot_parent where lot_id {d.AnyOf("@ids")} order by lot_id, place");
    private static readonly Sql Spend = Sql.InsertIfAbsent("spend", "lot_id", "lot_id, entry_index");

    private static readonly Sql PutAncestors = Sql.By(d => $"""
        insert into lot_ancestor (lot_id, ancestor_id)
        select distinct @lotId, ancestor_id from lot_ancestor where lot_id {d.AnyOf("@parents")}
        """);

    private static readonly Sql Change = Sql.Of("""
        update lot set version = @version, state = @state, extinguished = @extinguished, last_entry = @lastEntry,
            lock_purpose = @lockPurpose, lock_owner = @lockOwner, lock_reference = @lockReference,
            lock_beneficiary_id = @lockBeneficiaryId, lock_until = @lockUntil, frozen = @frozen, paid = @paid,
            reduced = @reduced, reinstated = @reinstated
        where id = @id and version = @version - 1
        """);

    private static readonly Sql Page = Sql.By(d =>
        $"select position, {Columns} from lot where position > @after order by position {d.First("@limit")}");

    private static readonly Sql PledgesPast = Sql.By(d => $"""
        select position, {Columns} from lot
        where state = 'live' and lock_purpose = 'pledge' and lock_until <= @now and frozen = @no
        order by position {d.First("@limit")}
        """);

    private static readonly Sql OnPath = Sql.Of($"""
        select position, {Columns} from lot
        where id in (select ancestor_id from lot_ancestor where lot_id = @lotId) order by created_by_entry, position
        """);

    /// <summary>The lots with these ids that exist.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Lot>> Named(UnitOfWork work, IEnumerable<Guid> ids) =>
        (await Lots(work, await work.QueryAll<Row, Guid>(Find, ids, part => new { ids = part })))
        .ToDictionary(x => x.Lot.Id, x => x.Lot);

    /// <summary>One lot, or null.</summary>
    public static async Task<Lot?> One(UnitOfWork work, Guid id) => (await Named(work, [id])).GetValueOrDefault(id);

    /// <summary>A lot with everything that it descends from, oldest first.</summary>
    public static async Task<IReadOnlyList<Lot>> Path(UnitOfWork work, Guid id) =>
        [.. (await Lots(work, await work.Query<Row>(OnPath, new { lotId = id }))).Select(x => x.Lot)];

    /// <summary>The first lots under pledges whose time has come; frozen ones wait.</summary>
    public static async Task<IReadOnlyList<Lot>> WithPledgePast(UnitOfWork work, DateTimeOffset now, int limit) =>
        [.. (await Lots(work, await work.Query<Row>(PledgesPast, new { now, No = false, limit }))).Select(x => x.Lot)];

    /// <summary>Lots after a position in the order of their creation.</summary>
    public static async Task<IReadOnlyList<(long Position, Lot Lot)>> After(UnitOfWork work, long after, int limit) =>
        await Lots(work, await work.Query<Row>(Page, new { after, limit }));

    /// <summary>Writes an entry's effects.</summary>
    public static async Task Apply(UnitOfWork work, Effects effects, long entry)
    {
        foreach (var lot in effects.Created)
        {
            await work.Execute(Put, Row.Of(lot));
            await work.Execute(PutSelf, new { LotId = lot.Id, AncestorId = lot.Id });
            for (var place = 0; place < lot.ParentIds.Count; place++)
                await work.Execute(PutParent, new { LotId = lot.Id, place, ParentId = lot.ParentIds[place] });
            if (lot.ParentIds.Count > 0)
                await work.Execute(PutAncestors, new { LotId = lot.Id, Parents = lot.ParentIds });
        }

        foreach (var lot in effects.Consumed)
            Must(await work.Execute(Spend, new { LotId = lot.Id, EntryIndex = entry }), lot);
        foreach (var lot in effects.Touched.Concat(effects.Consumed))
            Must(await work.Execute(Change, Row.Of(lot)), lot);
        await FaceTable.Apply(work, effects);
    }

    /// <summary>A lot's public state as other services see it.</summary>
    public static LotChanged Changed(Lot lot) => new(
        lot.Id, lot.Version, lot.ReceivableId, lot.DebtorId, lot.HolderId, lot.Currency, lot.Amount, lot.DueDate,
        lot.State, lot.Lock?.Purpose, lot.Lock?.Owner, lot.Lock?.Reference, lot.Lock?.BeneficiaryId, [.. lot.ParentIds],
        lot.CreatedByEntry, lot.LastEntry, lot.IsFrozen, lot.IsConditional, lot.Reinstated);

    private static void Must(int affected, Lot lot)
    {
        if (affected != 1) throw new InvalidOperationException($"Lot {lot.Id} changed under a decision about it.");
    }

    private static async Task<IReadOnlyList<(long Position, Lot Lot)>> Lots(UnitOfWork work, IReadOnlyList<Row> rows)
    {
        var parents =
            (await work.QueryAll<Parent, Guid>(FindParents, rows.Select(row => row.Id), part => new { ids = part }))
            .ToLookup(x => x.LotId, x => x.ParentId);
        return [.. rows.Select(row => (row.Position, row.Lot([.. parents[row.Id]])))];
    }

    private sealed class Parent
    {
        public Guid LotId { get; init; }
        public Guid ParentId { get; init; }
    }

    private sealed class Row
    {
        public long Position { get; init; }
        public Guid Id { get; init; }
        public long Version { get; init; }
        public Guid ReceivableId { get; init; }
        public Guid DebtorId { get; init; }
        public Guid HolderId { get; init; }
        public string Currency { get; init; } = "";
        public long Amount { get; init; }
        public DateOnly DueDate { get; init; }
        public string State { get; init; } = "";
        public long Extinguished { get; init; }
        public string? LockPurpose { get; init; }
        public string? LockOwner { get; init; }
        public Guid? LockReference { get; init; }
        public Guid? LockBeneficiaryId { get; init; }
        public DateTimeOffset? LockUntil { get; init; }
        public long CreatedByEntry { get; init; }
        public long LastEntry { get; init; }
        public bool Frozen { get; init; }
        public bool Conditional { get; init; }
        public int SplitDepth { get; init; }
        public long Paid { get; init; }
        public long Reduced { get; init; }
        public long Reinstated { get; init; }

        public static Row Of(Lot lot) => new()
        {
            Id = lot.Id, Version = lot.Version, ReceivableId = lot.ReceivableId, DebtorId = lot.DebtorId,
            HolderId = lot.HolderId,
            Currency = lot.Currency, Amount = lot.Amount, DueDate = lot.DueDate, State = lot.State,
            Extinguished = lot.Extinguished,
            LockPurpose = lot.Lock?.Purpose, LockOwner = lot.Lock?.Owner, LockReference = lot.Lock?.Reference,
            LockBeneficiaryId = lot.Lock?.BeneficiaryId, LockUntil = lot.Lock?.Until,
            CreatedByEntry = lot.CreatedByEntry, LastEntry = lot.LastEntry,
            Frozen = lot.IsFrozen, Conditional = lot.IsConditional, SplitDepth = lot.SplitDepth, Paid = lot.Paid,
            Reduced = lot.Reduced, Reinstated = lot.Reinstated,
        };

        public Lot Lot(IReadOnlyList<Guid> parents) => new(
            Id, ReceivableId, DebtorId, Currency, Amount, DueDate, HolderId, State, Extinguished, Lock(), parents,
            CreatedByEntry, LastEntry, Version)
        {
            IsFrozen = Frozen, IsConditional = Conditional, SplitDepth = SplitDepth, Paid = Paid, Reduced = Reduced,
            Reinstated = Reinstated,
        };

        private LotLock? Lock() => LockPurpose is null
            ? null
            : new LotLock(LockPurpose, LockOwner!, LockReference!.Value, LockBeneficiaryId, LockUntil);
    }
}
