using SupplyFinance.Factoring.Auctions;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Limits;

/// <summary>A bank raises, lowers, prolongs, ends, suspends or resumes a limit. Blocks and deals stand whatever it does.</summary>
public static class AmendCreditLimit
{
    private static readonly Sql Find = Sql.By(d => $"""
        select {LimitStore.Columns} from {d.Locked("credit_limit")} where id = @id and bank_id = @bankId {d.ForUpdate}
        """);

    private static readonly Sql Save = Sql.Of("""
        update credit_limit set amount = @amount, valid_until = @until, suspended = @suspended, version = version + 1
        where id = @id
        """);

    /// <summary>The limit's new terms; all three replace what was.</summary>
    public sealed record Request(Money Amount, DateOnly Until, bool Suspended);

    public static async Task<Result<CreditLimitView>> Handle(
        Guid id, Request request, IfMatch condition, Caller caller, UnitOfWork work)
    {
        if (await work.QueryFirst<LimitStore.Row>(Find, new { id, bankId = caller.OrganisationId }) is not { } row)
            return new NotFound("credit limit", id);
        if (condition.Against(row.Version) is { } mismatch) return mismatch;
        if (request.Amount.IsNegative || request.Amount.Currency.Code != row.Currency)
            return new InvalidField("amount", "amount", $"The amount is not negative and in {row.Currency}.");

        await work.Execute(Save, new { id, Amount = request.Amount.Minor, request.Until, request.Suspended });
        await Disclosing.OpenRequestsTo(work, caller.OrganisationId);
        row = await work.QueryFirst<LimitStore.Row>(Find, new { id, bankId = caller.OrganisationId });
        return ((Result<CreditLimitView>)CreditLimitView.Of(row!, work.BusinessToday)).At(row!.Version);
    }
}
