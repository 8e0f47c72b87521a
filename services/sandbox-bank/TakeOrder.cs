using System.Security.Cryptography;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.SandboxBank;

/// <summary>A customer hands in a pain.001 file. The same file again is the same order: it is executed once and its
/// status is stated again. An order is executed at once, value-dated as requested.</summary>
public static class TakeOrder
{
    private static readonly Sql Add = Sql.InsertIfAbsent(
        "payment_order", "message_id",
        "message_id, end_to_end_id, file_hash, uetr, debtor_name, debtor_account, creditor_name, creditor_account, "
        + "currency, amount, "
        + "execute_on, remittance, status, reason_code, reason_text, asked");

    public static async Task<IResult> Handle(HttpContext context, UnitOfWork work)
    {
        using var file = new MemoryStream();
        await context.Request.Body.CopyToAsync(file);
        var bytes = file.ToArray();
        if (OrderReader.Read(new MemoryStream(bytes), out var defect) is not { } order)
            return Problems.Of(new UnreadableOrder(defect!.ReasonCode, defect.Text), context);

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var known = await Order.Find(work, order.EndToEndId) ?? await Order.FindByMessage(work, order.MessageId);
        if (known is not null && known.FileHash != hash) return Problems.Of(
            new OrderIdReused(order.EndToEndId), context);

        var behaviour = await SetBehaviour.For(work, order.DebtorAccount, order.CreditorAccount, order.Amount.Minor);
        if (behaviour.Kind == BehaviourKind.NeverAnswer) return Line.Cut(context);
        var taken = known ?? await Take(work, order, hash, behaviour);
        return behaviour.Kind == BehaviourKind.LoseAnswer ? Line.Cut(context) : taken.Answer(work.Now);
    }

    private static async Task<Order> Take(
        UnitOfWork work, PaymentOrder order, string hash, SetBehaviour.Behaviour behaviour)
    {
        var row = new Order
        {
            MessageId = order.MessageId,
            EndToEndId = order.EndToEndId,
            FileHash = hash,
            Uetr = order.Uetr,
            DebtorName = order.DebtorName,
            DebtorAccount = order.DebtorAccount,
            CreditorName = order.CreditorName,
            CreditorAccount = order.CreditorAccount,
            Currency = order.Amount.Currency.Code,
            Amount = order.Amount.Minor,
            ExecuteOn = order.ExecuteOn,
            Remittance = order.Remittance,
            Status = behaviour.Kind switch
            {
                BehaviourKind.Reject => OrderStatuses.Rejected,
                BehaviourKind.AnswerLate => OrderStatuses.Pending,
                _ => OrderStatuses.Settled,
            },
            ReasonCode = behaviour.Kind == BehaviourKind.Reject ? behaviour.ReasonCode ?? "AC04" : null,
            ReasonText = behaviour.Kind == BehaviourKind.Reject ? "Refused by the bank" : null,
        };
        // The same file handed in twice at once: the second waits for the first and states its status.
        if (await work.Execute(Add, row) == 0) return (await Order.FindByMessage(work, row.MessageId))!;
        if (row.Status == OrderStatuses.Settled) await row.Execute(work, behaviour.Kind);
        return row;
    }
}

/// <summary>The file is not an order that this bank can read.</summary>
public sealed record UnreadableOrder(string ReasonCode, string Why)
    : Failure(FailureKind.Invalid, "unreadable-order", $"{ReasonCode}: {Why}");

/// <summary>The id was used for an order with other content.</summary>
public sealed record OrderIdReused(string Id)
    : Failure(FailureKind.Conflict, "order-id-reused", $"The id {Id} belongs to another order, which stands.");
