using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.BankSettlement;

/// <summary>A payout that the bank rejected is instructed again under a new id, linked to the old one; a rejected
/// payment itself never comes back. Its payee asks for it, with another registered account where the old one was the
/// trouble; the discharge is not touched.</summary>
public static class RepeatPayment
{
    /// <summary>The name of the four-eyes command.</summary>
    public const string Command = "repeat-payment";

    private static readonly Sql Successor = Sql.Of("select id from payment where replaces_id = @id");

    /// <summary>What the checker approves.</summary>
    public sealed record Content(Guid PaymentId);

    public static async Task<Result<Approvals.View>> Propose(Guid id, Caller caller, UnitOfWork work) =>
        await Check(work, id, caller.OrganisationId) is { } refusal
            ? refusal
            : await Approvals.Propose(work, caller, Command, id, new Content(id));

    public static async Task<Result<PaymentView>> Execute(Content content, Approval approval, UnitOfWork work)
    {
        if (await Check(work, content.PaymentId, approval.OrganisationId) is { } refusal) return refusal;
        var old = (await Payment.Lock(work, content.PaymentId))!;
        var payment = new Payment
        {
            Id = Guid.CreateVersion7(),
            Kind = old.Kind,
            CollectionId = old.CollectionId,
            ReceiptId = old.ReceiptId,
            ReplacesId = old.Id,
            PayerId = old.PayerId,
            PayeeId = old.PayeeId,
            Currency = old.Currency,
            Amount = old.Amount,
            ValueDate = work.BusinessToday,
            Description = old.Description,
        };
        await payment.Insert(work);
        await StandingMandate.Release(work, payment);
        return ((Result<PaymentView>)PaymentView.Of((await Payment.Find(work, payment.Id))!))
            .Created($"/api/payments/{payment.Id}");
    }

    private static async Task<Failure?> Check(UnitOfWork work, Guid id, Guid organisationId)
    {
        var payment = await Payment.Lock(work, id);
        if (payment is null || (
            payment.PayeeId != organisationId && payment.PayerId != organisationId)) return new NotFound("payment", id);
        if (payment.NeedsRelease || payment.State != PaymentStates.Rejected) return new NotRepeatable(
            payment.Kind, payment.State);
        return await work.QueryFirst<Guid?>(Successor, new { id }) is { } successor
            ? new RepeatedBefore(successor) : null;
    }
}

/// <summary>Only a rejected payout is repeated here; a rejected disbursement is its deal's matter.</summary>
public sealed record NotRepeatable(string What, string State)
    : Failure(FailureKind.Conflict, "not-repeatable",
        $"A {What} that is {State} is not repeated. Only a rejected payout is.");

/// <summary>It was repeated.</summary>
public sealed record RepeatedBefore(Guid SuccessorId)
    : Failure(FailureKind.Conflict, "repeated-before", $"Payment {SuccessorId} repeats it.");
