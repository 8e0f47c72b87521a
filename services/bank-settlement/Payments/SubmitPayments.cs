using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>Takes released payments to the bank and keeps asking about those it has not booked. The intent is committed
/// before a message leaves and no transaction is open while it is on its way: whatever dies in between, the payment is
/// asked about, or the same message is handed in again under the same id (promise P2).</summary>
public sealed class SubmitPayments(Database database, BankClient bank)
{
    /// <summary>Payments handled in one round: with the line's time-out it bounds how long a round may take.</summary>
    public const int RoundSize = 20;

    /// <summary>The longest wait between two questions (design §3: back-off up to 15 s).</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    /// <summary>How long a payment belongs to one worker: longer than two calls can take on a line that times
    /// out.</summary>
    private static readonly TimeSpan Lease = BankClient.Timeout * 2 + TimeSpan.FromSeconds(5);

    private static readonly Sql Due = Sql.By(d => $"""
        select id from payment
        where state = 'released' or (state in ('submitted', 'indeterminate') and ask_at <= @now)
            or (state = 'instructed' and kind <> 'disbursement' and ask_at <= @now)
        order by position {d.First("@count")}
        """);

    private enum Next
    {
        Nothing,
        HandIn,
        Ask,
    }

    /// <summary>One round; the number of payments it dealt with.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        if (!bank.IsConnected) return 0;
        var due = await database.Read(
            work => work.Query<Guid>(Due, new { now = work.Now, count = RoundSize }), cancellation);
        foreach (var id in due)
        {
            var (payment, next) = await Begin(id, cancellation);
            if (payment is null || next == Next.Nothing) continue;
            var reply = next == Next.HandIn
                ? await bank.HandIn(payment.Message!, payment.EndToEndId, cancellation)
                : await bank.Ask(payment.EndToEndId, cancellation);
            if (reply.Answer == BankAnswer.Unknown && next == Next.Ask)
                reply = await bank.HandIn(payment.Message!, payment.EndToEndId, cancellation);
            await Answered(id, reply, cancellation);
        }

        return due.Count;
    }

    /// <summary>Commits the intent: from here on the payment may have left.</summary>
    private Task<(Payment? Payment, Next Next)> Begin(Guid id, CancellationToken cancellation) =>
        database.Run(async work =>
    {
        var payment = await Payment.Lock(work, id);
        if (payment is { State: PaymentStates.Instructed }) await StandingMandate.Release(work, payment);
        var next = payment?.State switch
        {
            PaymentStates.Released => await Depart(work, payment) ? Next.HandIn : Next.Nothing,
            PaymentStates.Submitted or PaymentStates.Indeterminate when payment.AskAt <= work.Now => Next.Ask,
            _ => Next.Nothing,
        };
        if (next == Next.Nothing) return (payment, next);
        payment!.AskAt = work.Now + Lease;
        await payment.Save(work);
        return (payment, next);
    }, cancellation);

    private static async Task<bool> Depart(UnitOfWork work, Payment payment)
    {
        var (payer, payee) = (AccountCopy.Of(payment.PayerAccount)!, AccountCopy.Of(payment.PayeeAccount)!);
        if (!await payer.IsCurrent(work, payment.PayerId, payment.PayerPurpose)
            || !await payee.IsCurrent(work, payment.PayeeId, Contracts.BankAccountPurposes.Operating))
        {
            payment.State = PaymentProcess.VoidRelease(payment.State)!.Value.State;
            (payment.PayerAccount, payment.PayeeAccount, payment.Reason) = (null, null, "account-changed");
            await payment.Save(work);
            await StandingMandate.Release(work, payment);
            return false;
        }

        payment.State = PaymentProcess.Submit(payment.State)!.Value.State;
        payment.SubmittedAt = work.Now;
        payment.Uetr = Guid.NewGuid();
        payment.Message = Pain001.Write(new CreditTransfer(
            payment.Id, payment.Uetr.Value, work.Now, payment.ValueDate,
            new TransferParty(payer.AccountName, payer.Number, payer.BankBic),
            new TransferParty(payee.AccountName, payee.Number, payee.BankBic), payment.Money, payment.Description));
        return true;
    }

    private Task Answered(Guid id, BankReply reply, CancellationToken cancellation) => database.Run(async work =>
    {
        var payment = (await Payment.Lock(work, id))!;
        var step = PaymentProcess.Answered(payment.State, reply.Answer);
        payment.State = step.State;
        payment.Asked++;
        payment.AskAt = work.Now + Wait(payment.Asked);
        if (payment.State is PaymentStates.Rejected or PaymentStates.Indeterminate) payment.Reason = reply.Why;
        else if (payment.State == PaymentStates.Submitted) payment.Reason = null;
        await payment.Save(work);
        PaymentNews.Publish(work, payment, step.Effect);
        if (step.Effect == PaymentEffect.Exception)
        {
            await SettlementExceptions.Raise(
                work, ExceptionCauses.RejectedAfterBooking, $"payment:{id:D}", payment.PayerId, reply.Why ?? "", null,
                payment);
        }
    }, cancellation);

    /// <summary>1, 2, 4, 8, then 15 seconds.</summary>
    private static TimeSpan Wait(int asked) => asked > 4 ? LongestWait : TimeSpan.FromSeconds(1 << (asked - 1));
}
