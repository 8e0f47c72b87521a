using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>What a bank said and nobody here could place: for the account's owner, the operator and the
/// auditor.</summary>
public static class ReadSettlementExceptions
{
    private static readonly Sql PageOf = Sql.By(d => $"""
        select {SettlementException.Columns} from settlement_exception
        where (@all = @yes or owner_id = @organisationId) and (@state is null or state = @state) and position > @after
        order by position {d.First("@limit")}
        """);

    /// <param name="Id">The exception.</param>
    /// <param name="Cause">A stable code: <c>unknown-reference wrong-amount wrong-account wrong-currency returned
    /// reversal unexpected-booking reference-reused unreadable-notification unbookable-notification unreadable-entry
    /// rejected-after-booking discharge-refused</c>.</param>
    /// <param name="Account">The account booked on.</param>
    /// <param name="Amount">What was booked.</param>
    /// <param name="PaymentId">The payment it is about, where one is known.</param>
    /// <param name="Detail">What is wrong, for people.</param>
    /// <param name="State"><c>open</c> or <c>resolved</c>.</param>
    /// <param name="Resolution">What was done about it.</param>
    public sealed record View(
        Guid Id, string Cause, string? Account, Money? Amount, Guid? PaymentId, string Detail, string State,
        DateTimeOffset RaisedAt,
        string? Resolution, DateTimeOffset? ResolvedAt);

    public static async Task<Result<Page<View>>> List(string? state, Paging paging, Caller caller, UnitOfWork work)
    {
        var rows = await work.Query<SettlementException>(PageOf, new
        {
            All = ReadPayments.SeesAll(caller), Yes = true, caller.OrganisationId, state, paging.After, limit =
                paging.Limit + 1,
        });
        return paging.Of(rows, x => x.Position, Shown);
    }

    internal static View Shown(SettlementException x) => new(
        x.Id, x.Cause, x.Account, x is { Amount: { } amount, Currency: { } code }
        ? new Money(amount, Currency.Of(code)) : null,
        x.PaymentId, x.Detail, x.State, x.RaisedAt, x.Resolution, x.ResolvedAt);
}
