using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.SandboxBank;

/// <summary>The bank's own record: what really moved, whatever anybody was told.</summary>
public static class Bookings
{
    private static readonly Sql PageOf = Sql.By(d => $"""
        select position, reference, account, is_credit, currency, amount, booked_on, value_date, end_to_end_id,
            coalesce(creditor_reference, remittance) as remittance, counterparty_account
        from booking where (@account is null or account = @account) and position > @after
        order by position {d.First("@limit")}
        """);

    /// <summary>One movement on one account.</summary>
    public sealed record Item(
        string Reference, string Account, bool IsCredit, Money Amount, DateOnly BookedOn, DateOnly ValueDate,
        string? EndToEndId,
        string? Remittance, string CounterpartyAccount);

    public static async Task<Result<Page<Item>>> List(string? account, Paging paging, UnitOfWork work)
    {
        var rows = await work.Query<Row>(PageOf, new { account, paging.After, limit = paging.Limit + 1 });
        return paging.Of(rows, x => x.Position, x => new Item(
            x.Reference, x.Account, x.IsCredit, new Money(x.Amount, Currency.Of(x.Currency)), x.BookedOn, x.ValueDate,
            x.EndToEndId,
            x.Remittance, x.CounterpartyAccount));
    }

    private sealed class Row
    {
        public long Position { get; init; }
        public string Reference { get; init; } = "";
        public string Account { get; init; } = "";
        public bool IsCredit { get; init; }
        public string Currency { get; init; } = "";
        public long Amount { get; init; }
        public DateOnly BookedOn { get; init; }
        public DateOnly ValueDate { get; init; }
        public string? EndToEndId { get; init; }
        public string? Remittance { get; init; }
        public string CounterpartyAccount { get; init; } = "";
    }
}
