using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.BankSettlement;

/// <summary>This service's copy of a lot, as the ledger last told it.</summary>
public sealed class Lot
{
    private const string Columns =
        "id, version, receivable_id, holder_id, amount, state, lock_purpose, lock_reference, parent_ids, "
        + "created_by_entry";

    private static readonly Sql Put = Sql.UpsertIfNewer("lot", "id", Columns);
    private static readonly Sql OfReceivable = Sql.Of($"select {Columns} from lot where receivable_id = @receivableId");

    public Guid Id { get; init; }
    public long Version { get; init; }
    public Guid ReceivableId { get; init; }
    public Guid HolderId { get; init; }
    public long Amount { get; init; }
    public string State { get; init; } = "";
    public string? LockPurpose { get; init; }
    public Guid? LockReference { get; init; }
    public string ParentIds { get; init; } = "[]";
    public long CreatedByEntry { get; init; }

    public bool IsLive => State == LotStates.Live;
    public bool IsFree => IsLive && LockPurpose is null;
    public bool IsLockedForCollection =>
        IsLive && LockPurpose == LockPurposes.Collection && LockReference == ReceivableId;
    public IReadOnlyList<Guid> Parents => MessageJson.Read<Guid[]>(ParentIds);

    /// <summary>Keeps what the ledger says of a lot, and lets its collection follow.</summary>
    public static async Task Handle(LotChanged message, UnitOfWork work)
    {
        var isNew = await work.Execute(Put, new
        {
            message.Id,
            message.Version,
            message.ReceivableId,
            message.HolderId,
            message.Amount,
            message.State,
            message.LockPurpose,
            message.LockReference,
            ParentIds = MessageJson.Write(message.ParentIds),
            message.CreatedByEntry,
        }) == 1;
        if (isNew) await Maturity.Turn(work, message.ReceivableId);
    }

    /// <summary>All lots of a receivable, those that are gone included, in the order in which the ledger made
    /// them.</summary>
    public static async Task<IReadOnlyList<Lot>> Of(UnitOfWork work, Guid receivableId) =>
        [.. (await work.Query<Lot>(OfReceivable, new { receivableId })).OrderBy(x => x.CreatedByEntry)
            .ThenBy(x => x.Id.ToString("N"), StringComparer.Ordinal)];
}
