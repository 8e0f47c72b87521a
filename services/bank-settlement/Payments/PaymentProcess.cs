namespace SupplyFinance.BankSettlement;

/// <summary>Where a payment instruction stands.</summary>
public static class PaymentStates
{
    /// <summary>Asked for; waits for the payer's maker and checker.</summary>
    public const string Instructed = "instructed";

    /// <summary>Approved by two people of the payer, or by its standing mandate; the payee's account is
    /// copied.</summary>
    public const string Released = "released";

    /// <summary>About to be handed to the bank, or handed in. From here on only the bank's word ends it.</summary>
    public const string Submitted = "submitted";

    /// <summary>The bank did not answer; it is asked about until it does, never sent under a new id.</summary>
    public const string Indeterminate = "indeterminate";

    /// <summary>Booked by the bank.</summary>
    public const string Settled = "settled";

    /// <summary>Refused by the bank; no money moved.</summary>
    public const string Rejected = "rejected";

    /// <summary>Stopped before it left; no money moved and none will.</summary>
    public const string Cancelled = "cancelled";
}

/// <summary>What follows from a step of the payment process.</summary>
public enum PaymentEffect
{
    /// <summary>Nothing is told to anybody.</summary>
    None,

    /// <summary>No money moved and none will.</summary>
    WillNeverExecute,

    /// <summary>The bank booked it.</summary>
    Settled,

    /// <summary>The same message is handed in again, under the same id.</summary>
    SendAgain,

    /// <summary>The bank contradicts what it said or what was instructed: for people, with nothing booked.</summary>
    Exception,
}

/// <summary>The next state and what follows from it.</summary>
public readonly record struct PaymentStep(string State, PaymentEffect Effect);

/// <summary>What the bank answered to a payment handed in or asked about.</summary>
public enum BankAnswer
{
    /// <summary>The bank has it and has not refused it.</summary>
    Accepted,

    /// <summary>The bank refused it.</summary>
    Rejected,

    /// <summary>Asked about, the bank does not know it: it never arrived.</summary>
    Unknown,

    /// <summary>No answer, or none that can be read.</summary>
    None,
}

/// <summary>The decisions of a payment's life. One instruction is executed at most once: it leaves only from
/// <c>released</c>, always under the same id, and after it left nothing but the bank's word ends it.</summary>
public static class PaymentProcess
{
    /// <summary>Two people of the payer, or its standing mandate, let it go.</summary>
    public static PaymentStep? Release(string state) =>
        state == PaymentStates.Instructed ? new PaymentStep(PaymentStates.Released, PaymentEffect.None) : null;

    /// <summary>The payee's account changed after the release: the approval is void.</summary>
    public static PaymentStep? VoidRelease(string state) =>
        state == PaymentStates.Released ? new PaymentStep(PaymentStates.Instructed, PaymentEffect.None) : null;

    /// <summary>The intent to hand it in, committed before it is.</summary>
    public static PaymentStep? Submit(string state) =>
        state == PaymentStates.Released ? new PaymentStep(PaymentStates.Submitted, PaymentEffect.None) : null;

    /// <summary>Whoever asked for it wants it stopped.</summary>
    public static PaymentStep Cancel(string state) => state switch
    {
        PaymentStates.Instructed or PaymentStates.Released =>
            new(PaymentStates.Cancelled, PaymentEffect.WillNeverExecute),
        PaymentStates.Cancelled or PaymentStates.Rejected => new(state, PaymentEffect.WillNeverExecute),
        PaymentStates.Settled => new(state, PaymentEffect.Settled),
        PaymentStates.Submitted or PaymentStates.Indeterminate => new(state, PaymentEffect.None),
        _ => throw Unknown(state),
    };

    /// <summary>The bank answered, or did not.</summary>
    public static PaymentStep Answered(string state, BankAnswer answer) => (state, answer) switch
    {
        (PaymentStates.Submitted or PaymentStates.Indeterminate, BankAnswer.Accepted) =>
            new(PaymentStates.Submitted, PaymentEffect.None),
        (PaymentStates.Submitted or PaymentStates.Indeterminate, BankAnswer.Rejected) =>
            new(PaymentStates.Rejected, PaymentEffect.WillNeverExecute),
        (PaymentStates.Submitted or PaymentStates.Indeterminate, BankAnswer.Unknown) =>
        new(state, PaymentEffect.SendAgain),
        (PaymentStates.Submitted or PaymentStates.Indeterminate, BankAnswer.None) =>
        new(PaymentStates.Indeterminate, PaymentEffect.None),
        (PaymentStates.Settled, BankAnswer.Rejected) => new(state, PaymentEffect.Exception),
        _ => new(state, PaymentEffect.None),
    };

    /// <summary>The bank booked exactly this payment. A booking of something that was never handed in, was refused or
    /// was booked before is an exception.</summary>
    public static PaymentStep Booked(string state) => state switch
    {
        PaymentStates.Submitted or PaymentStates.Indeterminate => new(PaymentStates.Settled, PaymentEffect.Settled),
        _ => new(state, PaymentEffect.Exception),
    };

    private static InvalidOperationException Unknown(string state) => new($"'{state}' is not a payment state.");
}
