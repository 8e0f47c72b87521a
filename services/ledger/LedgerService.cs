using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Log;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Ledger;

/// <summary>The one place that decides title: a register decided in one serial order and published as an append-only,
/// signed log.</summary>
public static class LedgerService
{
    /// <summary>The log's signing key, in the data folder.</summary>
    public const string KeyFile = "ledger.key";

    /// <summary>The record of what was signed, in the data folder; never restored together with the database.</summary>
    public const string SignedFile = "ledger.signed";

    /// <summary>The setting that names the log's origin when the log is made; without it a random one is
    /// made.</summary>
    public const string OriginSetting = "Origin";

    private const int StatesOnPage = Republishing.PageSize;

    public static readonly ServiceDefinition Definition = new("ledger", typeof(LedgerService).Assembly)
    {
        Examples = LedgerExamples.Table,
        Routes = Routes,
        Consumers = consumers => consumers
            .On<IssueLot, Sequencer>(Sequencer.Handle)
            .On<TransferLots, Sequencer>(Sequencer.Handle)
            .On<LockLots, Sequencer>(Sequencer.Handle)
            .On<ReleaseLots, Sequencer>(Sequencer.Handle)
            .On<DischargeLots, Sequencer>(Sequencer.Handle)
            .On<ReduceLots, Sequencer>(Sequencer.Handle)
            .On<VoidLots, Sequencer>(Sequencer.Handle)
            .On<ConvertLots, Sequencer>(Sequencer.Handle)
            .On<ReinstateLots, Sequencer>(Sequencer.Handle)
            .On<RecordEvidence, Sequencer>(Sequencer.Handle)
            .On<ExpirePledges, Sequencer>(PledgeExpiry.Handle)
            .On<OrganisationChanged, Sequencer>(FollowOperator.Handle),
        Services = (services, settings) =>
        {
            services.AddSingleton(LogKeyFile.Of(settings));
            services.AddSingleton(SignedRecord.Of(settings));
            services.AddSingleton(provider => new LogIdentity(
                provider.GetRequiredService<LogKeyFile>(), provider.GetRequiredService<SignedRecord>(),
                settings[OriginSetting]));
            services.AddSingleton<CheckpointSigner>();
            services.AddHostedService(provider => provider.GetRequiredService<CheckpointSigner>());
            services.AddSingleton<Sequencer>();
        },
        KeyFiles = [new KeyFileNeed(KeyFile, "signs the log's checkpoints", LogIdentity.MakeKey)],
        RequiredSettings = [OriginSetting],
        Starting = async (services, cancellation) =>
        {
            await services.GetRequiredService<LogIdentity>()
                .Open(services.GetRequiredService<Database>(), cancellation);
            await services.GetRequiredService<CheckpointSigner>().Latest(cancellation);
        },
        Republishes = new Dictionary<Type, Func<UnitOfWork, long, Task<long?>>>
        {
            [typeof(LotChanged)] = RepublishLots,
        },
    };

    private static void Routes(IEndpointRouteBuilder routes)
    {
        const string Public = "a log is checked by whoever likes, and a hash says nothing of the trade";
        var log = routes.MapGroup("/api/ledger").WithTags("Log");
        log.MapGet("/checkpoint", GetCheckpoint.Handle).AllowAnyone(Public, opensWork: false)
            .WithSummary("The newest signed checkpoint, a signed note")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
        log.MapGet("/key", GetCheckpoint.Key).AllowAnyone(Public, opensWork: false)
            .WithSummary("The log's verifier key").Produces<string>(StatusCodes.Status200OK, "text/plain");
        log.MapGet("/consistency", GetConsistencyProof.Handle).AllowAnyone(Public, opensWork: false)
            .WithSummary("Proof that an older tree is a prefix of a newer one");
        log.MapGet("/tile/{level:int}/{**path}", GetTile.Hashes).AllowAnyone(Public, opensWork: false)
            .WithSummary("A tile of hashes").Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");
        log.MapGet("/tile/entries/{**path}", GetTile.Entries).AllowReaders()
            .WithSummary("A bundle of entries").Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");
        log.MapGet("/entries/{index:long}", GetEntry.Handle).AllowReaders()
            .WithSummary("An entry's bytes, and its opening where the caller may see it");
        log.MapGet("/entries/{index:long}/proof", GetInclusionProof.Of).AllowReaders()
            .WithSummary("Proof that an entry is in the log").Produces<GetInclusionProof.Proof>();
        log.MapGet("/conservation", GetConservation.Handle)
            .AllowReaders(OrganisationKinds.Auditor, OrganisationKinds.Operator)
            .WithSummary("Issued, live and discharged face per receivable and currency");
        log.MapGet("/audit", LedgerAudit.Handle).AllowReaders(OrganisationKinds.Auditor)
            .WithSummary("Rebuilds the ledger from its entries and compares");

        var register = routes.MapGroup("/api/ledger").WithTags("Register");
        register.MapGet("/instructions/{instructionId:guid}", GetInstruction.Handle).AllowReaders()
            .WithSummary("What became of an instruction");
        register.MapGet("/lots/{id:guid}", GetLot.Handle).AllowReaders()
            .WithSummary("A lot as of the log's present size");
        register.MapGet("/lots/{id:guid}/lineage", GetLineage.Handle).AllowReaders()
            .WithSummary("A lot's path from the debtor's issue");
        register.MapGet("/lots/{id:guid}/proof", GetInclusionProof.OfLot).AllowReaders()
            .WithSummary("Proof that the entry which created a lot is in the log").Produces<GetInclusionProof.Proof>();
    }

    private static async Task<long?> RepublishLots(UnitOfWork work, long after)
    {
        var page = await LotTable.After(work, after, StatesOnPage);
        foreach (var (_, lot) in page) work.Publish(LotTable.Changed(lot));
        return page.Count < StatesOnPage ? null : page[^1].Position;
    }
}
