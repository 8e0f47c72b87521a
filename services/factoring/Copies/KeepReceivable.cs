using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Factoring.Copies;

/// <summary>This service's copy of receivables: which invoices stand behind a lot.</summary>
public static class KeepReceivable
{
    private static readonly Sql Put = Sql.UpsertIfNewer(
        "receivable", "id", "id, version, debtor_id, state, due_date, confirmed_on, body");

    private static readonly Sql Find = Sql.By(d => $"select body from receivable where id {d.AnyOf("@ids")} order by id");

    public static Task Handle(ReceivableChanged message, UnitOfWork work) => work.Execute(Put, new
    {
        message.Id,
        message.Version,
        message.DebtorId,
        message.State,
        message.DueDate,
        message.ConfirmedOn,
        Body = MessageJson.Write(message),
    });

    /// <summary>The newest known states of receivables; those not known are left out.</summary>
    public static async Task<IReadOnlyList<ReceivableChanged>> Of(UnitOfWork work, IEnumerable<Guid> ids) =>
        [.. (await work.QueryAll<string, Guid>(Find, ids, part => new { ids = part })).Select(MessageJson.Read<ReceivableChanged>)];
}
