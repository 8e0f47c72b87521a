using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Auctions;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Limits;

/// <summary>A bank sets a limit on a debtor, or on a debtor's debts to one supplier.</summary>
public static class SetCreditLimit
{
    private static readonly Sql Add = Sql.InsertIfAbsent(
        "credit_limit", "bank_id, scope",
        "id, version, bank_id, debtor_id, supplier_id, scope, currency, amount, valid_until, suspended, blocked, utilised");

    private static readonly Sql Find = Sql.Of($"select {LimitStore.Columns} from credit_limit where id = @id");

    /// <summary>The limit.</summary>
    /// <param name="SupplierId">Narrows the limit to one supplier; left out, it covers all of the debtor's.</param>
    /// <param name="Until">The last business day it may be drawn on.</param>
    public sealed record Request(Guid Id, Guid DebtorId, Money Amount, DateOnly Until, Guid? SupplierId = null);

    public static async Task<Result<CreditLimitView>> Handle(Request request, Caller caller, UnitOfWork work)
    {
        if (!request.Amount.IsPositive) return new InvalidField("amount", "positive", "A limit is more than nothing.");
        if (request.Until < work.BusinessToday) return new InvalidField("until", "past", "The limit would have ended already.");
        if (await Participants.Organisation(work, request.DebtorId) is not { } debtor
            || !debtor.Kinds.Contains(OrganisationKinds.CoreEnterprise)) return new NotFound("debtor", request.DebtorId);
        if (request.SupplierId is { } supplierId && await Participants.Organisation(work, supplierId) is null)
            return new NotFound("supplier", supplierId);
        if (await work.QueryFirst<LimitStore.Row>(Find, new { request.Id }) is not null) return new LimitExists();

        var added = await work.Execute(Add, new
        {
            request.Id,
            Version = 1,
            BankId = caller.OrganisationId,
            request.DebtorId,
            request.SupplierId,
            Scope = Scope(request),
            Currency = request.Amount.Currency.Code,
            Amount = request.Amount.Minor,
            ValidUntil = request.Until,
            Suspended = false,
            Blocked = 0L,
            Utilised = 0L,
        });
        if (added == 0) return new LimitExists();
        await Disclosing.OpenRequestsTo(work, caller.OrganisationId);
        var row = await work.QueryFirst<LimitStore.Row>(Find, new { request.Id });
        return ((Result<CreditLimitView>)CreditLimitView.Of(row!, work.BusinessToday))
            .Created($"/api/credit-limits/{request.Id}").At(1);
    }

    // Of one bank, one limit per debtor, supplier (or all of them) and currency; a nullable column cannot be a unique key.
    private static string Scope(Request request) =>
        $"{request.DebtorId:D} {request.SupplierId?.ToString("D") ?? "all"} {request.Amount.Currency}";

    /// <summary>There is one limit per debtor, supplier and currency; it is amended, not set twice.</summary>
    public sealed record LimitExists() : Failure(
        FailureKind.Conflict, "limit-exists", "Your bank has this limit already. Amend it instead.");
}
