namespace SupplyFinance.Contracts;

/// <summary>Instructs one money leg. It waits for the payer's maker and checker before it leaves. Handled by bank-settlement.</summary>
public sealed record InstructPayment(
    Guid PaymentId, Guid DealId, Guid PayerId, Guid PayeeId, string Currency, long Amount, DateOnly ValueDate, string Description) : ICommand;

/// <summary>Asks that a payment never execute. Answered by <see cref="PaymentWillNeverExecute"/> if it had not left yet, else by what the bank
/// says of it. A cancel that arrives before its instruction makes the instruction be refused. Handled by bank-settlement.</summary>
public sealed record CancelPayment(Guid PaymentId, Guid DealId, string Reason) : ICommand;

/// <summary>The bank booked the payment.</summary>
public sealed record PaymentSettled(Guid PaymentId, Guid DealId, string Currency, long Amount, DateOnly BookedOn, string BankReference) : IEvent;

/// <summary>The payment was refused, rejected by the bank, or provably never sent; no money moved and none will.</summary>
public sealed record PaymentWillNeverExecute(Guid PaymentId, Guid DealId, string Reason) : IEvent;

public static class CollectionStates
{
    public const string Open = "open";

    /// <summary>The record date has come: payees are fixed by collection locks.</summary>
    public const string Recorded = "recorded";
    public const string Overdue = "overdue";
    public const string Paid = "paid";
}

/// <summary>What a debtor owes on one receivable and has paid, in minor units. The id is the receivable's.</summary>
public sealed record CollectionChanged(
    Guid Id, long Version, Guid DebtorId, string Currency, long Principal, long PrincipalPaid, long LateChargePaid, DateOnly DueDate,
    string State) : IStateEvent;
