using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>Decides where one booked movement belongs, in one transaction with everything that follows from it. A
/// movement is known by its account and bank reference: told again it changes nothing. What fits nowhere is listed, and
/// booked nowhere but to suspense.</summary>
public static class BookEntry
{
    private static readonly Sql Purposes = Sql.Of("select purpose from registered_account where number = @account");

    public static async Task Book(UnitOfWork work, BankEntry told)
    {
        var entry = EntryRow.Of(told);
        if (await entry.KeepOrKnown(work) is { } known)
        {
            if (!known.IsSameMovement(entry))
            {
                await SettlementExceptions.Raise(
                    work, ExceptionCauses.ReferenceReused, known, null,
                    $"The bank told {known.Money} under {entry.BankReference} before, and {entry.Money} now. The "
                    + $"first telling stands.");
            }

            return;
        }

        var isCollection = (await work.Query<string>(Purposes, new { entry.Account }))
            .Contains(BankAccountPurposes.Collection);
        var payment = await Payment.Lock(work, entry.EndToEndId);
        if (entry.IsReversal && (isCollection || payment is not null))
            await Refuse(work, entry, payment, ExceptionCauses.Reversal, "The bank takes a booking back.");
        else if (entry.IsCredit) await Credited(work, entry, payment, isCollection);
        else await Debited(work, entry, payment, isCollection);
    }

    private static async Task Debited(UnitOfWork work, EntryRow entry, Payment? payment, bool isCollection)
    {
        if (payment is null)
        {
            // Ids of our form that we never gave, and any debit of a collection account that we did not order, are for
            // people to look at.
            if (isCollection || Guid.TryParseExact(entry.EndToEndId, "N", out _))
                await Refuse(work, entry, null, ExceptionCauses.UnknownReference,
                    $"No payment here is {entry.EndToEndId ?? "without a reference"}.");
            else await entry.SaveOutcome(work, EntryOutcomes.NotOurs);
            return;
        }

        if (AccountCopy.Of(payment.PayerAccount)?.Number != entry.Account)
            await Refuse(work, entry, payment, ExceptionCauses.WrongAccount,
                "The booking is on another account than the payment's.");
        else if (payment.Currency != entry.Currency)
            await Refuse(work, entry, payment, ExceptionCauses.WrongCurrency,
                $"Instructed {payment.Money}, booked {entry.Money}.");
        else if (payment.Amount != entry.Amount)
            await Refuse(work, entry, payment, ExceptionCauses.WrongAmount,
                $"Instructed {payment.Money}, booked {entry.Money}.");
        else await Settle(work, entry, payment);
    }

    private static async Task Settle(UnitOfWork work, EntryRow entry, Payment payment)
    {
        var step = PaymentProcess.Booked(payment.State);
        if (step.Effect == PaymentEffect.Exception)
        {
            await Refuse(work, entry, payment, ExceptionCauses.UnexpectedBooking, $"The payment is {payment.State}.");
            return;
        }

        payment.State = step.State;
        payment.BankReference = entry.BankReference;
        payment.BookedOn = entry.BookedOn;
        (payment.AskAt, payment.Reason) = (null, null);
        await payment.Save(work);
        await entry.SaveOutcome(work, EntryOutcomes.Settled);
        if (payment.Kind == PaymentKinds.Disbursement) await DealBooks.Disbursed(work, payment);
        else await CollectionBooks.PaidOut(work, payment);
        PaymentNews.Publish(work, payment, step.Effect);
    }

    private static async Task Credited(UnitOfWork work, EntryRow entry, Payment? payment, bool isCollection)
    {
        var collection = await Collection.ByReference(work, entry.Remittance)
            ?? await Collection.ByReference(work, entry.EndToEndId);
        if (payment is not null && AccountCopy.Of(payment.PayerAccount)?.Number == entry.Account)
            await Suspend(work, entry, ExceptionCauses.Returned, $"Payment {payment.Id} came back; it stays settled.");
        else if (collection is not null && collection.AccountNumber != entry.Account)
        {
            var detail = $"{collection.Reference} is payable to another account.";
            if (isCollection) await Suspend(work, entry, ExceptionCauses.WrongAccount, detail);
            else await Refuse(work, entry, null, ExceptionCauses.WrongAccount, detail);
        }
        else if (collection is not null && collection.Currency != entry.Currency)
            await Suspend(work, entry, ExceptionCauses.WrongCurrency,
                $"{collection.Reference} is owed in {collection.Currency}.");
        else if (collection is not null)
            await Receipts.Receive(work, entry, collection);
        else if (isCollection)
            await Suspend(work, entry, ExceptionCauses.UnknownReference,
                $"Nothing is payable under '{entry.Remittance ?? entry.EndToEndId}'.");
        else
            await entry.SaveOutcome(work, payment is null ? EntryOutcomes.NotOurs : EntryOutcomes.Counterpart);
    }

    /// <summary>Money that is on an account, but for whom nobody knows yet.</summary>
    private static async Task Suspend(UnitOfWork work, EntryRow entry, string cause, string detail)
    {
        await PostJournal.Post(
            work, new Journal($"entry:{entry.Id:D}", entry.BookedOn, $"{cause}: {entry.BankReference}",
        [
            JournalLine.Debit(Accounts.Cash(entry.Account), entry.Money),
            JournalLine.Credit(Accounts.Suspense(entry.Account), entry.Money),
        ]));
        await Refuse(work, entry, null, cause, detail);
    }

    private static async Task Refuse(UnitOfWork work, EntryRow entry, Payment? payment, string cause, string detail)
    {
        await entry.SaveOutcome(work, EntryOutcomes.Exception);
        await SettlementExceptions.Raise(work, cause, entry, payment, detail);
    }
}
