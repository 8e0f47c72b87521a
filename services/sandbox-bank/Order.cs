using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.SandboxBank;

/// <summary>An order as the bank keeps it.</summary>
public sealed class Order
{
    private const string Columns =
        "message_id, end_to_end_id, file_hash, uetr, debtor_name, debtor_account, creditor_name, creditor_account, "
        + "currency, amount, "
        + "execute_on, remittance, status, reason_code, reason_text, asked";

    private static readonly Sql ByEndToEndId = Sql.Of($"select {Columns} from payment_order where end_to_end_id = @id");
    private static readonly Sql ForUpdate = Sql.By(d =>
        $"select {Columns} from {d.Locked("payment_order")} where end_to_end_id = @id {d.ForUpdate}");

    private static readonly Sql ByMessageId = Sql.Of($"select {Columns} from payment_order where message_id = @id");

    private static readonly Sql Put = Sql.Of("""
        update payment_order set status = @status, asked = @asked where end_to_end_id = @endToEndId
        """);

    public string MessageId { get; init; } = "";
    public string EndToEndId { get; init; } = "";
    public string FileHash { get; init; } = "";
    public string? Uetr { get; init; }
    public string DebtorName { get; init; } = "";
    public string DebtorAccount { get; init; } = "";
    public string CreditorName { get; init; } = "";
    public string CreditorAccount { get; init; } = "";
    public string Currency { get; init; } = "";
    public long Amount { get; init; }
    public DateOnly ExecuteOn { get; init; }
    public string? Remittance { get; init; }
    public string Status { get; set; } = "";
    public string? ReasonCode { get; init; }
    public string? ReasonText { get; init; }
    public int Asked { get; set; }

    public static Task<Order?> Find(UnitOfWork work, string endToEndId) =>
        work.QueryFirst<Order>(ByEndToEndId, new { id = endToEndId });

    /// <summary>The order, its row held until the transaction ends.</summary>
    public static Task<Order?> Hold(UnitOfWork work, string endToEndId) =>
        work.QueryFirst<Order>(ForUpdate, new { id = endToEndId });

    public static Task<Order?> FindByMessage(UnitOfWork work, string messageId) =>
        work.QueryFirst<Order>(ByMessageId, new { id = messageId });

    /// <summary>Its status as pain.002.</summary>
    public IResult Answer(DateTimeOffset now) => Results.Bytes(
        StatusWriter.Write(
        Guid.NewGuid().ToString("N"), now, new OrderStatus(MessageId, EndToEndId, Status, ReasonCode, ReasonText)),
        "application/xml");

    /// <summary>Moves the money.</summary>
    public Task Execute(UnitOfWork work, BehaviourKind behaviour) => Bookkeeping.Transfer(work, new Movement(
        DebtorAccount, DebtorName, CreditorAccount, CreditorName,
        new Money(Amount, Platform.Money.Currency.Of(Currency)),
        ExecuteOn > work.BusinessToday ? ExecuteOn : work.BusinessToday, EndToEndId, Uetr, null, Remittance),
        behaviour);

    public Task Save(UnitOfWork work) => work.Execute(Put, this);
}
