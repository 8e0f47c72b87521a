using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>Payouts out of a collection account need no maker and checker of the debtor: it gave the mandate for them
/// with four eyes when it registered the account for collections, and its debt is discharged by the booking that they
/// follow from.</summary>
public static class StandingMandate
{
    /// <summary>Why a payout waits: its payee has no account that can be paid, or the debtor no collection
    /// account.</summary>
    public const string NoAccount = "no-usable-account";

    /// <summary>An account becomes usable by registration, which is told, and by the end of its cooling time, which is
    /// not.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(15);

    /// <summary>Lets a payout go if both accounts can be used; else it waits, listed as instructed, until they can. A
    /// payment that two people release is left alone.</summary>
    public static async Task Release(UnitOfWork work, Payment payment)
    {
        if (payment.NeedsRelease || PaymentProcess.Release(payment.State) is not { } step) return;
        // The money is on the account that was named to the holders, whatever the debtor has registered since.
        var collection = (await Collection.Find(work, payment.CollectionId!.Value))!;
        var payer = await AccountCopy.Usable(
            work, payment.PayerId, BankAccountPurposes.Collection, payment.Currency, number: collection.AccountNumber);
        var payee = await AccountCopy.Usable(work, payment.PayeeId, BankAccountPurposes.Operating, payment.Currency);
        if (payer is null || payee is null)
        {
            payment.Reason = NoAccount;
            payment.AskAt = work.Now + LookAgainAfter;
        }
        else
        {
            payment.State = step.State;
            payment.PayerAccount = payer.ToText();
            payment.PayeeAccount = payee.ToText();
            (payment.Reason, payment.AskAt) = (null, null);
        }

        await payment.Save(work);
    }
}
