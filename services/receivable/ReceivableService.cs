using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;
using SupplyFinance.Receivables.Lots;

namespace SupplyFinance.Receivables;

/// <summary>Receivables: proposed by suppliers, confirmed by their debtors, issued as lots by the ledger; and the
/// holders' own splits and transfers of those lots.</summary>
public static class ReceivableService
{
    private static readonly string[] Supplier = [OrganisationKinds.Supplier];
    private static readonly string[] Debtor = [OrganisationKinds.CoreEnterprise];
    private static readonly string[] Holder = [OrganisationKinds.Supplier, OrganisationKinds.Bank];
    private static readonly string[] Maker = [Roles.Maker];

    public static readonly ServiceDefinition Definition = new("receivable", typeof(ReceivableService).Assembly)
    {
        Examples = ReceivableExamples.Table,
        Routes = routes =>
        {
            var receivables = routes.MapGroup("/api/receivables").WithTags("Receivables");
            receivables.MapPost("", ProposeReceivable.Handle).Allow(Supplier, Maker)
                .WithSummary("Proposes a receivable over your invoices to their debtor");
            receivables.MapGet("", ListReceivables.Handle).AllowReaders()
                .WithSummary("Receivables you are owed, owe, or were shown");
            receivables.MapGet("/{id:guid}", GetReceivable.Handle).AllowReaders()
                .WithSummary("One receivable with its warnings");
            receivables.MapPost("/{id:guid}/confirm", ConfirmReceivable.Handle).Allow(Debtor, Maker)
                .WithSummary("Proposes to confirm a debt, in full or for less with a reason; your checker approves, "
                    + "the ledger then issues its lot");
            receivables.MapPost("/{id:guid}/dispute", DisputeReceivable.Handle).Allow(Debtor, Maker)
                .WithSummary("Says why the debt is not owed");
            receivables.MapPost("/{id:guid}/propose", ProposeAgain.Handle).Allow(Supplier, Maker)
                .WithSummary("Proposes a disputed receivable again");
            receivables.MapPost("/{id:guid}/withdraw", WithdrawReceivable.Handle).Allow(Supplier, Maker)
                .WithSummary("Takes an unconfirmed proposal back; its invoices are free again");
            receivables.MapPost("/{id:guid}/credit-notes", RefuseCreditNote.Handle).Allow(Supplier, Maker)
                .WithSummary("Refused: credit notes are settled between the parties in this version");

            var lots = routes.MapGroup("/api/lots").WithTags("Lots");
            lots.MapGet("", ListLots.Handle).AllowReaders().WithSummary("Lots you hold, owe, or were shown");
            lots.MapGet("/{id:guid}", GetLot.Handle).AllowReaders().WithSummary("One lot as the ledger last left it");

            var transfers = routes.MapGroup("/api/lot-transfers").WithTags("Lot transfers");
            transfers.MapPost("", ProposeLotTransfer.Handle).Allow(Holder, Maker)
                .WithSummary("Proposes to split your free lots, or to offer them to another organisation; "
                    + "your checker approves");
            transfers.MapGet("", ListLotTransfers.Handle).AllowReaders().WithSummary("Transfers from and to you");
            transfers.MapGet("/{id:guid}", GetLotTransfer.Handle).AllowReaders().WithSummary("One transfer");
            transfers.MapPost("/{id:guid}/accept", AcceptLotTransfer.Handle).Allow(Supplier, Maker)
                .WithSummary("Takes lots offered to you");
            transfers.MapPost("/{id:guid}/decline", DeclineLotTransfer.Handle).Allow(Supplier, Maker)
                .WithSummary("Refuses lots offered to you");
        },
        FourEyes = commands => commands
            .On<ConfirmReceivable.Command, ReceivableView>(ConfirmReceivable.Name, ConfirmReceivable.Approved)
            .On<ProposeLotTransfer.Command, LotTransferView>(ProposeLotTransfer.Name, ProposeLotTransfer.Approved),
        Consumers = consumers => consumers
            .On<InvoiceChanged>(FollowInvoices.Handle)
            .On<LotChanged>(FollowLots.Handle)
            .On<CollectionChanged>(FollowCollections.Handle)
            .On<InstructionExecuted>(FollowLedger.Executed)
            .On<InstructionRefused>(FollowLedger.Refused)
            .On<LapseReceivable>(LapseReceivable.Handle)
            .On<LapseLotTransfer>(LapseLotTransfer.Handle),
        Republishes = new Dictionary<Type, Func<UnitOfWork, long, Task<long?>>>
        {
            [typeof(ReceivableChanged)] = ReceivableRows.Republish,
            [typeof(Disclosed)] = ReceivableRows.RepublishDisclosures,
        },
    };
}
