using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Admissions;
using SupplyFinance.Factoring.Auctions;
using SupplyFinance.Factoring.Copies;
using SupplyFinance.Factoring.Deals;
using SupplyFinance.Factoring.Limits;
using SupplyFinance.Factoring.Sealing;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Factoring;

/// <summary>Factoring: credit limits, admissions, sealed auctions over lots, and the deals that come of them.</summary>
public static class FactoringService
{
    public static readonly ServiceDefinition Definition = new("factoring", typeof(FactoringService).Assembly)
    {
        Examples = FactoringExamples.Table,
        Routes = Map,
        Consumers = Consume,
        FourEyes = commands => commands
            .On<SubmitBid.Command, SubmitBid.Receipt>(SubmitBid.Name, SubmitBid.Execute)
            .On<AcceptOffer.Command, DealView, FactoringPolicy>(AcceptOffer.Name, AcceptOffer.Execute),
        Services = (services, settings) => services
            .AddSingleton(FactoringPolicy.Of(settings))
            .AddSingleton(_ => KeyFile.At(settings.DataFolder)),
        KeyFiles = [KeyFile.Need],
        Starting = (services, cancellation) => CheckKey.Against(
            services.GetRequiredService<Database>(), services.GetRequiredService<KeyFile>(), cancellation),
        Republishes = new Dictionary<Type, Func<UnitOfWork, long, Task<long?>>>
        {
            [typeof(DealChanged)] = RepublishDeals.Publish,
            [typeof(Disclosed)] = RepublishDisclosures.Publish,
        },
    };

    private const string Bank = OrganisationKinds.Bank;
    private const string Supplier = OrganisationKinds.Supplier;
    private static readonly string[] Banks = [Bank];
    private static readonly string[] Suppliers = [Supplier];
    private static readonly string[] CostBearers = [Supplier, OrganisationKinds.CoreEnterprise];
    private static readonly string[] Makers = [Roles.Maker];

    private static void Map(IEndpointRouteBuilder routes)
    {
        var limits = routes.MapGroup("/api/credit-limits").WithTags("Credit limits");
        limits.MapPost("", SetCreditLimit.Handle).Allow(Banks, Makers).WithSummary("Sets a limit on a debtor");
        limits.MapPost("/{id:guid}/amend", AmendCreditLimit.Handle).Allow(Banks, Makers)
            .WithSummary("Raises, lowers, prolongs, suspends or resumes a limit");
        limits.MapGet("", GetCreditLimits.List).AllowReaders(Bank, OrganisationKinds.Auditor)
            .WithSummary("Your bank's limits and how they are used");
        limits.MapGet("/{id:guid}", GetCreditLimits.One).AllowReaders(Bank, OrganisationKinds.Auditor)
            .WithSummary("One limit");

        var admissions = routes.MapGroup("/api/supplier-admissions").WithTags("Supplier admissions");
        admissions.MapPost("", AdmitSupplier.Handle).Allow(Banks, Makers)
            .WithSummary("Admits a supplier and offers it the framework agreement");
        admissions.MapPost("/{id:guid}/accept", AcceptAdmission.Handle).Allow(Suppliers, Makers)
            .WithSummary("Accepts the framework agreement");
        admissions.MapPost("/{id:guid}/end", EndAdmission.Handle).Allow(Banks, Makers).WithSummary("Ends an admission");
        admissions.MapGet("", GetAdmissions.List).AllowReaders(Bank, Supplier, OrganisationKinds.Auditor)
            .WithSummary("Admissions that you gave or were given");
        admissions.MapGet("/{id:guid}", GetAdmissions.One).AllowReaders(Bank, Supplier, OrganisationKinds.Auditor)
            .WithSummary("One admission");

        var requests = routes.MapGroup("/api/financing-requests").WithTags("Financing requests");
        requests.MapPost("", OpenFinancingRequest.Handle).Allow(Suppliers, Makers).WithSummary("Offers whole lots to the banks");
        requests.MapGet("", GetFinancingRequests.List).AllowReaders().WithSummary("Requests that you may see");
        requests.MapGet("/{id:guid}", GetFinancingRequests.One).AllowReaders().WithSummary("One request");
        requests.MapPost("/{id:guid}/bids", SubmitBid.Handle).Allow(Banks, Makers)
            .WithSummary("Proposes a sealed bid; your checker's approval makes it one");
        requests.MapPost("/{id:guid}/bids/{bidId:guid}/withdraw", WithdrawBid.Handle).Allow(Banks, Makers)
            .WithSummary("Takes a bid back before the close");
        requests.MapGet("/{id:guid}/bids", GetOffers.Handle).AllowReaders()
            .WithSummary("Your own bids; after the close all of them, ranked, for who bears the cost");
        requests.MapPost("/{id:guid}/accept", AcceptOffer.Handle).Allow(CostBearers, Makers)
            .WithSummary("Picks an offer; your checker's approval makes the deal");
        requests.MapPost("/{id:guid}/decline", DeclineOffers.Handle).Allow(CostBearers, Makers).WithSummary("Takes no offer");
        requests.MapPost("/{id:guid}/cancel", CancelRequest.Handle).Allow(Suppliers, Makers).WithSummary("Takes the request back");

        var deals = routes.MapGroup("/api/deals").WithTags("Deals");
        deals.MapGet("", GetDeals.List).AllowReaders().WithSummary("Deals that you are a party of");
        deals.MapGet("/{id:guid}", GetDeals.One).AllowReaders().WithSummary("One deal");
        deals.MapPost("/{id:guid}/registration", RecordRegistration.Handle).Allow(Banks, Makers)
            .WithSummary("Records the assignment's entry in the public register");
        deals.MapPost("/{id:guid}/give-up", GiveUpDeal.Handle).Allow([Bank, Supplier], Makers)
            .WithSummary("Asks that an unpaid deal be given up");
        deals.MapGet("/{id:guid}/notice", AssignmentNotice.Show).AllowReaders().WithSummary("The notice of assignment");
        deals.MapPost("/{id:guid}/notice/read", AssignmentNotice.Read)
            .Allow([OrganisationKinds.CoreEnterprise], [Roles.Viewer, Roles.Maker, Roles.Checker, Roles.Administrator])
            .WithSummary("Records that the debtor has read the notice");
    }

    private static void Consume(Subscriptions messages) => messages
        .On<LotChanged>(KeepLot.Handle)
        .On<ReceivableChanged>(KeepReceivable.Handle)
        .On<InvoiceChanged>(KeepInvoice.Handle)
        .On<InstructionExecuted>(FollowLedger.Handle)
        .On<InstructionRefused>(FollowLedger.Handle)
        .On<InvoicesClaimed>(CarryOut.Handle)
        .On<InvoiceClaimRefused>(CarryOut.Handle)
        .On<PaymentSettled>(CarryOut.Handle)
        .On<PaymentWillNeverExecute>(CarryOut.Handle)
        .On<RemindDeal>(CarryOut.Handle)
        .On<CloseAuction, KeyFile>(CloseAuction.Handle)
        .On<ExpireOffer>(ExpireOffer.Handle);
}
