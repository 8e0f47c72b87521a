using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>The payer's maker proposes to let a payment go, its checker approves exactly the accounts and amount seen.
/// A later change of either account voids it (domain §4, payee accounts).</summary>
public static class ReleasePayment
{
    /// <summary>The name of the four-eyes command.</summary>
    public const string Command = "release-payment";

    /// <param name="PayerAccountId">One of the payer's operating accounts; null for the first usable one.</param>
    /// <param name="PayeeAccountId">One of the payee's operating accounts; null for the first usable one.</param>
    public sealed record Request(Guid? PayerAccountId = null, Guid? PayeeAccountId = null);

    /// <summary>What the checker sees and approves.</summary>
    public sealed record Content(Guid PaymentId, Guid PayeeId, Money Amount, DateOnly ValueDate,
        AccountCopy PayerAccount, AccountCopy PayeeAccount);

    public static async Task<Result<Approvals.View>> Propose(
        Guid id, Request request, IfMatch ifMatch, Caller caller, UnitOfWork work)
    {
        if (await Payment.Lock(work, id) is not { } payment
            || payment.PayerId != caller.OrganisationId) return new NotFound("payment", id);
        if (ifMatch.Against(payment.Version) is { } mismatch) return mismatch;
        if (!payment.NeedsRelease) return new ReleasedByMandate();
        if (PaymentProcess.Release(payment.State) is null) return new PaymentNotReleasable(payment.State);
        if (await AccountCopy.Usable(
            work, payment.PayerId, BankAccountPurposes.Operating, payment.Currency, request.PayerAccountId)
            is not { } payer) return new NoUsableAccount("payer", payment.Currency);
        if (await AccountCopy.Usable(
            work, payment.PayeeId, BankAccountPurposes.Operating, payment.Currency, request.PayeeAccountId)
            is not { } payee) return new NoUsableAccount("payee", payment.Currency);
        return await Approvals.Propose(
            work, caller, Command, id,
            new Content(id, payment.PayeeId, payment.Money, payment.ValueDate, payer, payee));
    }

    public static async Task<Result<PaymentView>> Execute(Content content, Approval approval, UnitOfWork work)
    {
        var payment = await Payment.Lock(work, content.PaymentId);
        if (payment is null || payment.PayerId != approval.OrganisationId) return new NotFound(
            "payment", content.PaymentId);
        if (PaymentProcess.Release(payment.State) is not { } step) return new PaymentNotReleasable(payment.State);
        if (!await content.PayerAccount.IsCurrent(
            work, payment.PayerId, BankAccountPurposes.Operating)) return new AccountChanged("payer");
        if (!await content.PayeeAccount.IsCurrent(
            work, payment.PayeeId, BankAccountPurposes.Operating)) return new AccountChanged("payee");
        payment.State = step.State;
        payment.PayerAccount = content.PayerAccount.ToText();
        payment.PayeeAccount = content.PayeeAccount.ToText();
        payment.Reason = null;
        await payment.Save(work);
        return ((Result<PaymentView>)PaymentView.Of(payment))
            .Accepted($"/api/payments/{payment.Id}", later => Outcome(later, payment.Id)).At(payment.Version);
    }

    // Whatever the bank's last word on it is; an unknown answer is none.
    private static async Task<Result<PaymentView>?> Outcome(UnitOfWork work, Guid id)
    {
        var payment = (await Payment.Find(work, id))!;
        return payment.State is PaymentStates.Settled or PaymentStates.Rejected or PaymentStates.Cancelled
            ? ((Result<PaymentView>)PaymentView.Of(payment)).At(payment.Version)
            : null;
    }
}

/// <summary>The payment is past the point where it can be released, or was stopped.</summary>
public sealed record PaymentNotReleasable(string State)
    : Failure(FailureKind.Conflict, "payment-not-releasable",
        $"The payment is {State}. Only an instructed payment can be released.");

/// <summary>Payouts leave by the collection account's standing mandate.</summary>
public sealed record ReleasedByMandate() : Failure(
    FailureKind.Conflict, "released-by-mandate",
    "Payouts of a collection leave by the standing mandate of the collection account; nobody releases them one by "
    + "one.");

/// <summary>No registered account can be used.</summary>
public sealed record NoUsableAccount(string Side, string Currency) : Failure(
    FailureKind.Conflict, "no-usable-account",
    $"The {Side} has no registered, verified and usable operating account in {Currency}.", $"{Side}AccountId");

/// <summary>An account is not what was approved any more.</summary>
public sealed record AccountChanged(string Side) : Failure(
    FailureKind.Conflict, "account-changed",
    $"The {Side}'s registered account has changed since. Propose the release again.");
