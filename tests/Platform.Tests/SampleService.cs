using Microsoft.AspNetCore.Builder;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;
using Amount = SupplyFinance.Platform.Money.Money;

namespace SupplyFinance.Platform.Tests;

/// <summary>A service with one of everything that the platform offers.</summary>
public static class SampleService
{
    public static readonly ServiceDefinition Definition = new("sample", typeof(SampleService).Assembly)
    {
        Routes = routes =>
        {
            routes.MapPost("/api/samples", Add).Allow([OrganisationKinds.Supplier], [Roles.Maker]);
            routes.MapGet("/api/samples", List).AllowReaders();
            routes.MapGet("/api/samples/{id:guid}", Get).AllowReaders();
            routes.MapPost("/api/samples/{id:guid}/raise", Raise).Allow([OrganisationKinds.Supplier], [Roles.Maker]);
            routes.MapPost("/api/samples/{id:guid}/touch", Touch).Allow([], [Roles.Maker]);
        },
        FourEyes = commands => commands.On<RaiseCommand, Sample>("raise", Raised),
        Consumers = consumers => consumers
            .On<PaymentSettled>(See)
            .On<TouchLater>(Touched),
        Republishes = new Dictionary<Type, Func<UnitOfWork, long, Task<long?>>> { [typeof(CollectionChanged)] = Republish },
    };

    private static readonly Sql Insert = Sql.InsertIfAbsent("sample", "id", "id, organisation_id, version, amount, currency, seen");
    private static readonly Sql Find = Sql.Of("select * from sample where id = @id and organisation_id = @organisationId");
    private static readonly Sql Bump = Sql.Of("update sample set version = version + 1 where id = @id");
    private static readonly Sql SetAmount = Sql.Of("update sample set amount = @amount, version = version + 1 where id = @id");
    private static readonly Sql CountSeen = Sql.Of("update sample set seen = seen + 1 where id = @paymentId");
    private static readonly Sql All = Sql.By(d => $"select * from sample where position > @after order by position {d.First("@limit")}");
    private static readonly Sql PageOf = Sql.By(d =>
        $"select * from sample where organisation_id = @organisationId and position > @after order by position {d.First("@limit")}");

    public sealed record AddRequest(Guid Id, Amount Amount);

    public sealed record RaiseRequest(Amount To);

    public sealed record RaiseCommand(Guid Id, Amount To);

    public sealed record TouchLater(Guid Id) : ICommand;

    public sealed record Sample(Guid Id, Amount Amount, long Version, int Seen);

    private sealed record NotPositive() : Failure(FailureKind.Invalid, "not-positive", "The amount must be positive.", "amount");

    private static async Task<Result<Sample>> Add(AddRequest request, Caller caller, UnitOfWork work)
    {
        if (!request.Amount.IsPositive) return new NotPositive();
        await work.Execute(Insert, new
        {
            request.Id, caller.OrganisationId, Version = 1, Amount = request.Amount.Minor, Currency = request.Amount.Currency.Code, Seen = 0,
        });
        work.Publish(new PaymentSettled(request.Id, request.Id, "CNY", request.Amount.Minor, work.BusinessToday, "sample"));
        return ((Result<Sample>)(await One(work, request.Id, caller.OrganisationId))!).Created($"/api/samples/{request.Id}");
    }

    private static async Task<Result<Sample>> Get(Guid id, Caller caller, UnitOfWork work) =>
        await One(work, id, caller.OrganisationId) is { } sample
            ? ((Result<Sample>)sample).At(sample.Version)
            : new NotFound("sample", id);

    private static async Task<Result<Page<Sample>>> List(Paging paging, Caller caller, UnitOfWork work) =>
        paging.Of(await work.Query<Row>(PageOf, new { caller.OrganisationId, paging.After, Limit = paging.Limit + 1 }), r => r.Position, Shown);

    private static async Task<Result<Approvals.View>> Raise(Guid id, RaiseRequest request, IfMatch match, Caller caller, UnitOfWork work)
    {
        if (await One(work, id, caller.OrganisationId) is not { } sample) return new NotFound("sample", id);
        if (match.Against(sample.Version) is { } mismatch) return mismatch;
        return await Approvals.Propose(work, caller, "raise", id, new RaiseCommand(id, request.To));
    }

    private static async Task<Result<Sample>> Raised(RaiseCommand command, Approval approval, UnitOfWork work)
    {
        if (!command.To.IsPositive) return new NotPositive();
        await work.Execute(SetAmount, new { command.Id, Amount = command.To.Minor });
        return (await One(work, command.Id, approval.OrganisationId))!;
    }

    private static async Task<Result<Sample>> Touch(Guid id, DateTimeOffset at, Caller caller, UnitOfWork work)
    {
        if (await One(work, id, caller.OrganisationId) is not { } sample) return new NotFound("sample", id);
        work.Schedule(new TouchLater(id), at, ClockKind.Business);
        return ((Result<Sample>)sample).Accepted($"/api/samples/{id}", async later =>
            await One(later, id, caller.OrganisationId) is { } touched && touched.Version > sample.Version ? (Result<Sample>)touched : null);
    }

    private static Task Touched(TouchLater message, UnitOfWork work) => work.Execute(Bump, message);

    private static async Task See(PaymentSettled message, UnitOfWork work)
    {
        if (message.BankReference == "poison") throw new InvalidOperationException("No handler can take this.");
        await work.Execute(CountSeen, message);
    }

    private static async Task<long?> Republish(UnitOfWork work, long after)
    {
        var rows = await work.Query<Row>(All, new { after, limit = 2 });
        foreach (var row in rows)
            work.Publish(new CollectionChanged(row.Id, row.Version, row.OrganisationId, row.Currency, row.Amount, 0, 0, work.BusinessToday, "open"));
        return rows.Count < 2 ? null : rows[^1].Position;
    }

    private static async Task<Sample?> One(UnitOfWork work, Guid id, Guid organisationId) =>
        await work.QueryFirst<Row>(Find, new { id, organisationId }) is { } row ? Shown(row) : null;

    private static Sample Shown(Row row) => new(row.Id, new Amount(row.Amount, Currency.Of(row.Currency)), row.Version, row.Seen);

    private sealed class Row
    {
        public long Position { get; init; }
        public Guid Id { get; init; }
        public Guid OrganisationId { get; init; }
        public long Version { get; init; }
        public long Amount { get; init; }
        public string Currency { get; init; } = "";
        public int Seen { get; init; }
    }
}
