namespace SupplyFinance.Contracts;

/// <summary>Which services receive which message. A process of its own knows only its own handlers; this table, held equal to what the services'
/// tables of contents say by a test, lets each of them declare the whole of the broker's topology, so that nothing published before its
/// receiver has ever run is lost.</summary>
public static class Routes
{
    public const string BankSettlement = "bank-settlement";
    public const string Factoring = "factoring";
    public const string Identity = "identity";
    public const string Invoice = "invoice";
    public const string Ledger = "ledger";
    public const string Receivable = "receivable";

    /// <summary>A stand-in for a bank's host, in demonstrations: it hears what day it is.</summary>
    public const string SandboxBank = "sandbox-bank";

    private static readonly string[] Everyone = [BankSettlement, Factoring, Identity, Invoice, Ledger, Receivable];

    /// <summary>The services that receive a message, by the message record's name.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Receivers = new Dictionary<string, IReadOnlyList<string>>
    {
        // Copies that every service keeps.
        [nameof(BusinessClockMoved)] = [.. Everyone, SandboxBank],
        [nameof(Disclosed)] = Everyone,
        [nameof(OrganisationChanged)] = Everyone,
        [nameof(PersonChanged)] = Everyone,
        [nameof(StateRequested)] = Everyone,

        // Invoices and receivables.
        [nameof(ClaimInvoices)] = [Invoice],
        [nameof(ReleaseInvoiceClaim)] = [Invoice],
        [nameof(InvoiceChanged)] = [Factoring, Receivable],
        [nameof(InvoiceClaimRefused)] = [Factoring],
        [nameof(InvoicesClaimed)] = [Factoring],
        [nameof(ReceivableChanged)] = [BankSettlement, Factoring],

        // Title.
        [nameof(ConvertLots)] = [Ledger],
        [nameof(DischargeLots)] = [Ledger],
        [nameof(IssueLot)] = [Ledger],
        [nameof(LockLots)] = [Ledger],
        [nameof(RecordEvidence)] = [Ledger],
        [nameof(ReduceLots)] = [Ledger],
        [nameof(ReinstateLots)] = [Ledger],
        [nameof(ReleaseLots)] = [Ledger],
        [nameof(TransferLots)] = [Ledger],
        [nameof(VoidLots)] = [Ledger],
        [nameof(InstructionExecuted)] = [BankSettlement, Factoring, Receivable],
        [nameof(InstructionRefused)] = [BankSettlement, Factoring, Receivable],
        [nameof(LotChanged)] = [BankSettlement, Factoring, Receivable],

        // Deals and money.
        [nameof(CancelPayment)] = [BankSettlement],
        [nameof(InstructPayment)] = [BankSettlement],
        [nameof(CollectionChanged)] = [Receivable],
        [nameof(DealChanged)] = [BankSettlement],
        [nameof(PaymentSettled)] = [Factoring],
        [nameof(PaymentWillNeverExecute)] = [Factoring],
    };
}
