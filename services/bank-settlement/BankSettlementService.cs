using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.BankSettlement;

/// <summary>Where money is decided, and there only by a bank's receipt: payment instructions and their release, the
/// line to the bank, collections at maturity, and the books.</summary>
public static class BankSettlementService
{
    public static readonly ServiceDefinition Definition = new("bank-settlement", typeof(BankSettlementService).Assembly)
    {
        Examples = SettlementExamples.Table,
        Routes = routes =>
        {
            var payments = routes.MapGroup("/api/payments").WithTags("Payments");
            payments.MapGet("", ReadPayments.List).AllowReaders()
                .WithSummary("Payments that your organisation makes or receives");
            payments.MapGet("/{id:guid}", ReadPayments.Get).AllowReaders().WithSummary("One payment");
            payments.MapPost("/{id:guid}/release", ReleasePayment.Propose).Allow([], [Roles.Maker]).KeepAnswersForEver()
                .WithSummary(
                    "The payer's maker proposes to let a payment go; its checker approves accounts and amount");
            payments.MapPost("/{id:guid}/repeat", RepeatPayment.Propose).Allow([], [Roles.Maker]).KeepAnswersForEver()
                .WithSummary("Proposes a rejected payout again, under a new id");

            var collections = routes.MapGroup("/api/collections").WithTags("Collections");
            collections.MapGet("", ReadCollections.List).AllowReaders()
                .WithSummary("What is owed at maturity and was paid");
            collections.MapGet("/{id:guid}", ReadCollections.Get).AllowReaders()
                .WithSummary("One receivable's collection and your shares in it");

            var exceptions = routes.MapGroup("/api/settlement-exceptions").WithTags("Settlement exceptions");
            exceptions.MapGet("", ReadSettlementExceptions.List).AllowReaders()
                .WithSummary("What a bank said and nobody could place");
            exceptions.MapPost("/{id:guid}/resolve", ResolveSettlementException.Propose).Allow([], [Roles.Maker])
                .KeepAnswersForEver()
                .WithSummary("The account's owner says what it was");
            exceptions.MapPost("/{id:guid}/replay", ReplayNotification.Handle)
                .Allow([OrganisationKinds.Operator], [Roles.Maker, Roles.Checker])
                .WithSummary("Books a notification again that was set aside");

            routes.MapGet("/api/books/trial-balance", GetTrialBalance.Handle).AllowReaders(OrganisationKinds.Auditor)
                .WithTags("Books").WithSummary("Every account's balance; each currency sums to zero");
        },
        Consumers = on => on
            .On<OrganisationChanged>(FollowAccounts.Handle)
            .On<InstructPayment>(TakeInstruction.Handle)
            .On<CancelPayment>(StopPayment.Handle)
            .On<ReceivableChanged>(OpenCollection.Handle)
            .On<LotChanged>(Lot.Handle)
            .On<DealChanged>(KeepDeal.Handle)
            .On<InstructionExecuted>(Discharges.Executed)
            .On<InstructionRefused>(Discharges.Refused)
            .On<InstructionRefused>(CollectionLocks.Refused)
            .On<TurnCollection>(Maturity.Handle)
            .On<RetryDischarge>(Discharges.Retry),
        FourEyes = on => on
            .On<ReleasePayment.Content, PaymentView>(ReleasePayment.Command, ReleasePayment.Execute)
            .On<RepeatPayment.Content, PaymentView>(RepeatPayment.Command, RepeatPayment.Execute)
            .On<ResolveSettlementException.Content, ReadSettlementExceptions.View>(
                ResolveSettlementException.Command, ResolveSettlementException.Execute),
        Services = (services, settings) => services
            .AddSingleton(_ => new BankClient(settings))
            .AddSingleton<SubmitPayments>()
            .AddSingleton<ReadNotifications>()
            .AddHostedService<BankWorker>(),
        RequiredSettings = [BankClient.AddressSetting, BankClient.KeySetting],
        Republishes = new Dictionary<Type, Func<UnitOfWork, long, Task<long?>>>
        {
            [typeof(CollectionChanged)] = RepublishCollections.Page,
        },
    };
}
