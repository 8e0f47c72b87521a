using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>What a payment is for.</summary>
public static class PaymentKinds
{
    /// <summary>Leg 1: the financier pays for the lots of a deal.</summary>
    public const string Disbursement = "disbursement";

    /// <summary>Leg 2: a holder's or seller's share of what a debtor paid, out of the collection account.</summary>
    public const string Payout = "payout";

    /// <summary>What a debtor paid too much, back to it.</summary>
    public const string Surplus = "surplus";
}

/// <summary>A payment instruction as it is stored.</summary>
public sealed class Payment
{
    internal const string Columns =
        "position, id, version, kind, deal_id, collection_id, receipt_id, replaces_id, payer_id, payee_id, currency, "
        + "amount, value_date, "
        + "description, state, cancel_requested, payer_account, payee_account, uetr, message, submitted_at, ask_at, "
        + "asked, reason, "
        + "bank_reference, booked_on";

    private static readonly Sql Add = Sql.InsertIfAbsent(
        "payment", "id",
        "id, version, kind, deal_id, collection_id, receipt_id, replaces_id, payer_id, payee_id, currency, amount, "
        + "value_date, "
        + "description, state, cancel_requested, payer_account, payee_account, uetr, asked, reason");

    private static readonly Sql FindForUpdate = Sql.By(d =>
        $"select {Columns} from {d.Locked("payment")} where id = @id {d.ForUpdate}");

    private static readonly Sql FindOne = Sql.Of($"select {Columns} from payment where id = @id");

    private static readonly Sql Update = Sql.Of("""
        update payment set version = version + 1, state = @state, cancel_requested = @cancelRequested, payer_account
            = @payerAccount,
            payee_account = @payeeAccount, uetr = @uetr, message = @message, submitted_at = @submittedAt, ask_at =
                @askAt, asked = @asked,
            reason = @reason, bank_reference = @bankReference, booked_on = @bookedOn
        where id = @id and version = @version
        """);

    public long Position { get; init; }
    public Guid Id { get; init; }
    public long Version { get; set; } = 1;
    public string Kind { get; init; } = "";
    public Guid? DealId { get; init; }
    public Guid? CollectionId { get; init; }
    public Guid? ReceiptId { get; init; }
    public Guid? ReplacesId { get; init; }
    public Guid PayerId { get; init; }
    public Guid PayeeId { get; init; }
    public string Currency { get; init; } = "";
    public long Amount { get; init; }
    public DateOnly ValueDate { get; init; }
    public string Description { get; init; } = "";
    public string State { get; set; } = PaymentStates.Instructed;
    public bool CancelRequested { get; set; }
    public string? PayerAccount { get; set; }
    public string? PayeeAccount { get; set; }
    public Guid? Uetr { get; set; }
    public byte[]? Message { get; set; }
    public DateTimeOffset? SubmittedAt { get; set; }
    public DateTimeOffset? AskAt { get; set; }
    public int Asked { get; set; }
    public string? Reason { get; set; }
    public string? BankReference { get; set; }
    public DateOnly? BookedOn { get; set; }

    public Money Money => new(Amount, Platform.Money.Currency.Of(Currency));

    /// <summary>The id in messages to and from banks.</summary>
    public string EndToEndId => CreditTransfer.IdText(Id);

    /// <summary>Whether two people of the payer release it; else the collection account's standing mandate
    /// does.</summary>
    public bool NeedsRelease => Kind == PaymentKinds.Disbursement;

    /// <summary>What the payer's account is registered for.</summary>
    public string PayerPurpose => NeedsRelease ? BankAccountPurposes.Operating : BankAccountPurposes.Collection;

    public static Task<Payment?> Find(UnitOfWork work, Guid id) => work.QueryFirst<Payment>(FindOne, new { id });

    /// <summary>The payment, for a change in this transaction.</summary>
    public static Task<Payment?> Lock(UnitOfWork work, Guid id) => work.QueryFirst<Payment>(FindForUpdate, new { id });

    /// <summary>The payment that an id in a bank's message names.</summary>
    public static async Task<Payment?> Lock(UnitOfWork work, string? endToEndId) =>
        Guid.TryParseExact(endToEndId, "N", out var id) ? await Lock(work, id) : null;

    /// <summary>Stores a new payment; false when its id is known already.</summary>
    public async Task<bool> Insert(UnitOfWork work) => await work.Execute(Add, this) == 1;

    public async Task Save(UnitOfWork work)
    {
        if (await work.Execute(Update, this) != 1) throw new InvalidOperationException(
            $"Payment {Id} was not at version {Version}.");
        Version++;
    }
}
