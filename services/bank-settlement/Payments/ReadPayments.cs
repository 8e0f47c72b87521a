using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.BankSettlement;

/// <summary>Payments as their payer and payee see them; the auditor and the operator see all.</summary>
public static class ReadPayments
{
    private static readonly Sql PageOf = Sql.By(d => $"""
        select {Payment.Columns} from payment
        where (@all = @yes or payer_id = @organisationId or payee_id = @organisationId)
          and (@state is null or state = @state) and (@dealId is null or deal_id = @dealId)
          and (@collectionId is null or collection_id = @collectionId) and position > @after
        order by position {d.First("@limit")}
        """);

    public static async Task<Result<Page<PaymentView>>> List(
        string? state, Guid? dealId, Guid? collectionId, Paging paging, Caller caller, UnitOfWork work)
    {
        var rows = await work.Query<Payment>(PageOf, new
        {
            All = SeesAll(caller), Yes = true, caller.OrganisationId, state, dealId, collectionId, paging.After, limit =
                paging.Limit + 1,
        });
        return paging.Of(rows, x => x.Position, PaymentView.Of);
    }

    public static async Task<Result<PaymentView>> Get(Guid id, Caller caller, UnitOfWork work) =>
        await Payment.Find(work, id) is { } payment && MaySee(payment, caller)
            ? ((Result<PaymentView>)PaymentView.Of(payment)).At(payment.Version)
            : new NotFound("payment", id);

    private static bool MaySee(Payment payment, Caller caller) =>
        payment.PayerId == caller.OrganisationId || payment.PayeeId == caller.OrganisationId || SeesAll(caller);

    /// <summary>Payments are neither bids nor documents, so the operator sees them too.</summary>
    internal static bool SeesAll(Caller caller) =>
        caller.Is(OrganisationKinds.Auditor) || caller.Is(OrganisationKinds.Operator);
}
