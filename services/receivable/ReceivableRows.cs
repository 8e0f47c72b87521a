using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Receivables;

/// <summary>Keeps receivables. Every change is published with the whole state, and ends what hangs on a proposal when
/// the proposal ends.</summary>
public static class ReceivableRows
{
    private static readonly Sql Add = Sql.Insert(
        "receivable",
        "id, version, supplier_id, debtor_id, invoice_ids, currency, proposed_amount, confirmed_amount, due_date, "
        + "agreed_due_date, delivered, state, root_lot_id, late_rate_ppm, confirmed_on, lapses_at, tenor_policy, reason");

    private static readonly Sql Replace = Sql.Of("""
        update receivable set version = @version, confirmed_amount = @confirmedAmount, state = @state,
            root_lot_id = @rootLotId, late_rate_ppm = @lateRatePpm, confirmed_on = @confirmedOn, lapses_at = @lapsesAt,
            tenor_policy = @tenorPolicy, reason = @reason
        where id = @id and version = @version - 1
        """);

    private static readonly Sql FindById = Sql.Of("select * from receivable where id = @id");

    private static readonly Sql FindForUpdate =
        Sql.By(d => $"select * from {d.Locked("receivable")} where id = @id {d.ForUpdate}");

    private static readonly Sql FreeInvoices = Sql.Of("delete from invoice_in_use where receivable_id = @id");

    private static readonly Sql PageOf =
        Sql.By(d => $"select * from receivable where position > @after order by position {d.First("@limit")}");

    public static async Task<Receivable?> Find(UnitOfWork work, Guid id) =>
        (await work.QueryFirst<Row>(FindById, new { id }))?.Receivable();

    /// <summary>The receivable, its row held until the transaction ends.</summary>
    public static async Task<Receivable?> Hold(UnitOfWork work, Guid id) =>
        (await work.QueryFirst<Row>(FindForUpdate, new { id }))?.Receivable();

    /// <summary>Keeps a new proposal, shows its invoices to the debtor, and sees to its lapse.</summary>
    public static async Task Insert(UnitOfWork work, Receivable receivable)
    {
        await work.Execute(Add, Row.Of(receivable));
        work.Publish(Changed(receivable));
        work.Publish(Disclosure(receivable, null));
        work.Schedule(new LapseReceivable(receivable.Id), receivable.LapsesAt, ClockKind.Business);
    }

    /// <summary>Keeps the next state of a receivable that this transaction holds.</summary>
    public static async Task Save(UnitOfWork work, Receivable receivable)
    {
        if (await work.Execute(Replace, Row.Of(receivable)) != 1)
            throw new InvalidOperationException(
                $"Receivable {receivable.Id} is not at version {receivable.Version - 1}.");
        work.Publish(Changed(receivable));
        if (receivable.State != ReceivableStates.Proposed)
            await Approvals.Void(work, ConfirmReceivable.Name, receivable.Id, $"The receivable is {receivable.State}.");
        if (!HasEnded(receivable)) return;
        await work.Execute(FreeInvoices, new { receivable.Id });
        work.Publish(Disclosure(receivable, work.BusinessNow));
    }

    /// <summary>Its supplier and debtor see it, whoever it was disclosed to, and by office the auditor and the
    /// operator.</summary>
    public static async Task<bool> IsVisible(Receivable receivable, Caller caller, UnitOfWork work) =>
        receivable.SupplierId == caller.OrganisationId || receivable.DebtorId == caller.OrganisationId
            || SeesAll(caller)
        || await Disclosures.Allow(work, receivable.Id, caller.OrganisationId);

    public static bool SeesAll(Caller caller) =>
        caller.Is(OrganisationKinds.Auditor) || caller.Is(OrganisationKinds.Operator);

    internal static Task<long?> Republish(UnitOfWork work, long after) =>
        Pages(work, after, receivable => work.Publish(Changed(receivable)));

    internal static Task<long?> RepublishDisclosures(UnitOfWork work, long after) => Pages(work, after,
        receivable => work.Publish(Disclosure(receivable, HasEnded(receivable) ? work.BusinessNow : null)));

    private static async Task<long?> Pages(UnitOfWork work, long after, Action<Receivable> publish)
    {
        var rows = await work.Query<Row>(PageOf, new { after, limit = Republishing.PageSize });
        foreach (var row in rows) publish(row.Receivable());
        return rows.Count < Republishing.PageSize ? null : rows[^1].Position;
    }

    private static bool HasEnded(Receivable receivable) =>
        receivable.State is ReceivableStates.Withdrawn or ReceivableStates.Lapsed;

    private static ReceivableChanged Changed(Receivable x) => new(
        x.Id, x.Version, x.SupplierId, x.DebtorId, x.InvoiceIds.ToArray(), x.Proposed.Currency.Code, x.Proposed.Minor,
        x.Confirmed?.Minor, x.DueDate, x.State, x.RootLotId, x.LateRate.PartsPerMillion, Receivable.LateDayBasis,
        x.ConfirmedOn);

    // One relation with two versions: shown from the proposal on, or no longer.
    private static Disclosed Disclosure(Receivable x, DateTimeOffset? until) => new(
        x.Id, until is null ? 1 : x.Version, DisclosedObjects.Invoice, x.InvoiceIds.ToArray(), x.DebtorId, until,
        "proposed as a receivable to its debtor");

    internal sealed class Row
    {
        public long Position { get; init; }
        public Guid Id { get; init; }
        public long Version { get; init; }
        public Guid SupplierId { get; init; }
        public Guid DebtorId { get; init; }

        /// <summary>JSON of the invoices' ids, in the order proposed.</summary>
        public string InvoiceIds { get; init; } = "[]";
        public string Currency { get; init; } = "";
        public long ProposedAmount { get; init; }
        public long? ConfirmedAmount { get; init; }
        public DateOnly DueDate { get; init; }
        public DateOnly AgreedDueDate { get; init; }
        public DateOnly Delivered { get; init; }
        public string State { get; init; } = "";
        public Guid? RootLotId { get; init; }
        public int LateRatePpm { get; init; }
        public DateOnly? ConfirmedOn { get; init; }
        public DateTimeOffset LapsesAt { get; init; }
        public string TenorPolicy { get; init; } = "";
        public string? Reason { get; init; }

        public static Row Of(Receivable x) => new()
        {
            Id = x.Id,
            Version = x.Version,
            SupplierId = x.SupplierId,
            DebtorId = x.DebtorId,
            InvoiceIds = MessageJson.Write(x.InvoiceIds),
            Currency = x.Proposed.Currency.Code,
            ProposedAmount = x.Proposed.Minor,
            ConfirmedAmount = x.Confirmed?.Minor,
            DueDate = x.DueDate,
            AgreedDueDate = x.AgreedDueDate,
            Delivered = x.Delivered,
            State = x.State,
            RootLotId = x.RootLotId,
            LateRatePpm = x.LateRate.PartsPerMillion,
            ConfirmedOn = x.ConfirmedOn,
            LapsesAt = x.LapsesAt,
            TenorPolicy = x.TenorPolicy,
            Reason = x.Reason,
        };

        public Receivable Receivable()
        {
            var currency = Platform.Money.Currency.Of(Currency);
            return new Receivable(
                Id, Version, SupplierId, DebtorId, MessageJson.Read<Guid[]>(InvoiceIds),
                new Money(ProposedAmount, currency), ConfirmedAmount is { } confirmed ? new Money(confirmed, currency)
                    : null, DueDate, AgreedDueDate, Delivered, State, RootLotId,
                new Rate(LateRatePpm), ConfirmedOn, LapsesAt, TenorPolicy, Reason);
        }
    }
}
