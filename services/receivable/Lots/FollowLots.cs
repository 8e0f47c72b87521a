using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Receivables.Lots;

/// <summary>Keeps a copy of every lot as the ledger last left it.</summary>
public static class FollowLots
{
    private static readonly Sql Put = Sql.UpsertIfNewer(
        "lot", "id",
        "id, version, receivable_id, debtor_id, holder_id, currency, amount, due_date, state, lock_purpose, "
        + "lock_reference, beneficiary_id, parent_ids, created_by_entry, last_entry");

    public static Task Handle(LotChanged message, UnitOfWork work) => work.Execute(Put, new
    {
        message.Id,
        message.Version,
        message.ReceivableId,
        message.DebtorId,
        message.HolderId,
        message.Currency,
        message.Amount,
        message.DueDate,
        message.State,
        message.LockPurpose,
        message.LockReference,
        message.BeneficiaryId,
        ParentIds = MessageJson.Write(message.ParentIds),
        message.CreatedByEntry,
        message.LastEntry,
    });
}
