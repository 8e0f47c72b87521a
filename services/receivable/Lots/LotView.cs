using SupplyFinance.Contracts;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Receivables.Lots;

/// <summary>A lock on a lot: its purpose (<c>auction deal collection pledge</c>), the request, deal or receivable it
/// serves, and the one it may go to.</summary>
public sealed record LotLock(string Purpose, Guid? Reference, Guid? BeneficiaryId);

/// <summary>A lot as the ledger last left it. <paramref name="PendingTransferId"/> names a transfer that has not
/// ended: until the ledger's entry nothing has moved. Entries are indices of the ledger's log.</summary>
public sealed record LotView(
    Guid Id, long Version, Guid ReceivableId, Guid DebtorId, Guid HolderId, Money Amount, DateOnly DueDate,
    string State, LotLock? Lock, IReadOnlyList<Guid> ParentIds, Guid? PendingTransferId, long CreatedByEntry,
    long LastEntry);

/// <summary>A lot's row, with the transfer it is in.</summary>
internal sealed class LotRow
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
    public string? LockPurpose { get; init; }
    public Guid? LockReference { get; init; }
    public Guid? BeneficiaryId { get; init; }
    public string ParentIds { get; init; } = "[]";
    public long CreatedByEntry { get; init; }
    public long LastEntry { get; init; }
    public Guid? TransferId { get; init; }

    private Money Money => new(Amount, Platform.Money.Currency.Of(Currency));

    public LotView View() => new(
        Id, Version, ReceivableId, DebtorId, HolderId, Money, DueDate, State,
        LockPurpose is null ? null
            : new LotLock(LockPurpose, LockReference, BeneficiaryId), MessageJson.Read<Guid[]>(ParentIds), TransferId,
        CreatedByEntry, LastEntry);

    public LotCopy Copy() =>
        new(Id, ReceivableId, DebtorId, HolderId, Money, DueDate, State == LotStates.Live, LockPurpose is not null);
}
