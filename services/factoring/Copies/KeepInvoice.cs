using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Factoring.Copies;

/// <summary>This service's copy of what may forbid the financing of an invoice.</summary>
public static class KeepInvoice
{
    private static readonly Sql Put = Sql.UpsertIfNewer("invoice", "id", "id, version, seller_id, state, flags");

    private static readonly Sql Find = Sql.By(d => $"select id, state, flags from invoice where id {d.AnyOf("@ids")} order by id");

    public static Task Handle(InvoiceChanged message, UnitOfWork work) => work.Execute(Put, new
    {
        message.Id,
        message.Version,
        message.SellerId,
        message.State,
        Flags = string.Join(' ', message.Flags),
    });

    /// <summary>The newest known states of invoices; those not known are left out.</summary>
    public static Task<IReadOnlyList<Copy>> Of(UnitOfWork work, IEnumerable<Guid> ids) =>
        work.QueryAll<Copy, Guid>(Find, ids, part => new { ids = part });

    /// <summary>An invoice as far as financing asks.</summary>
    public sealed class Copy
    {
        public Guid Id { get; init; }
        public string State { get; init; } = "";
        public string Flags { get; init; } = "";
    }
}
