using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Http;

/// <summary>An approved command as its execution sees it.</summary>
/// <param name="Id">The approval.</param>
/// <param name="OrganisationId">The organisation whose maker and checker agreed.</param>
/// <param name="SubjectId">What the command is about.</param>
/// <param name="MakerId">Who made it.</param>
/// <param name="CheckerId">Who approved it.</param>
public sealed record Approval(Guid Id, Guid OrganisationId, Guid SubjectId, Guid MakerId, Guid CheckerId);

/// <summary>The commands of a service that need a maker and a checker.</summary>
public sealed class FourEyesCommands
{
    private readonly Dictionary<string, Func<byte[], Approval, UnitOfWork, IServiceProvider, Task<IResult>>> _byName = new(StringComparer.Ordinal);
    private readonly List<MethodInfo> _executions = [];
    private readonly HashSet<Type> _answers = [];

    /// <summary>What can run at an approval, and what it then answers, for the route's description.</summary>
    internal IReadOnlyList<MethodInfo> Executions => _executions;

    internal IReadOnlyCollection<Type> Answers => _answers;

    /// <summary>Names a command and what runs when its checker has approved it, in the approving transaction. The decision is made anew then:
    /// a maker's check is a courtesy, the checker's transaction is the truth.</summary>
    public FourEyesCommands On<TCommand, TAnswer>(string name, Func<TCommand, Approval, UnitOfWork, Task<Result<TAnswer>>> execute)
        where TAnswer : notnull
    {
        Describe<TAnswer>(execute.Method);
        _byName.Add(name, async (content, approval, work, _) => await execute(Read<TCommand>(content), approval, work));
        return this;
    }

    /// <summary>The same, for an execution that needs one of the service's singletons.</summary>
    public FourEyesCommands On<TCommand, TAnswer, TService>(
        string name, Func<TCommand, Approval, UnitOfWork, TService, Task<Result<TAnswer>>> execute)
        where TAnswer : notnull
        where TService : notnull
    {
        Describe<TAnswer>(execute.Method);
        _byName.Add(name, async (content, approval, work, services) =>
            await execute(Read<TCommand>(content), approval, work, (TService)services.GetService(typeof(TService))!));
        return this;
    }

    internal Func<byte[], Approval, UnitOfWork, IServiceProvider, Task<IResult>>? Find(string name) => _byName.GetValueOrDefault(name);

    private void Describe<TAnswer>(MethodInfo execution)
    {
        _executions.Add(execution);
        _answers.Add(typeof(TAnswer));
    }

    private static TCommand Read<TCommand>(byte[] content) => JsonSerializer.Deserialize<TCommand>(content, ApiJson.Options)!;
}

/// <summary>Four eyes: a maker's command waits in the service's own database until another person of the same organisation, who names the hash
/// of what was seen, approves it; it then runs in that same transaction.</summary>
public static class Approvals
{
    /// <summary>How long a command waits for its checker, by the business clock: over a weekend and a holiday.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(7);

    private static readonly Sql Add = Sql.Insert(
        "approval", "id, command, subject_id, organisation_id, content, content_hash, maker_id, maker_responsible_id, state, made_at, expires_at");

    private const string Columns =
        "position, id, command, subject_id, organisation_id, content, content_hash, maker_id, maker_responsible_id, state, made_at, "
        + "expires_at, checker_id, decided_at, reason";

    private static readonly Sql FindForUpdate = Sql.By(d =>
        $"select {Columns} from {d.Locked("approval")} where id = @id and organisation_id = @organisationId {d.ForUpdate}");

    // An execution ends its rivals, the other approvals of its subject; each takes them all, in one order, before it waits for anything else.
    private static readonly Sql LockRivals = Sql.By(d => $"""
        select r.id from {d.Locked("approval r")}
        where r.state = 'pending' and exists (
            select 1 from approval a
            where a.id = @id and a.organisation_id = @organisationId and a.subject_id = r.subject_id and a.command = r.command)
        order by r.position {d.ForUpdate}
        """);

    private static readonly Sql FindOne = Sql.Of($"select {Columns} from approval where id = @id and organisation_id = @organisationId");

    private static readonly Sql PageOf = Sql.By(d => $"""
        select {Columns} from approval
        where organisation_id = @organisationId and (@state is null or state = @state) and position > @after
        order by position {d.First("@limit")}
        """);

    private static readonly Sql Decide = Sql.Of("""
        update approval set state = @state, checker_id = @checkerId, decided_at = @decidedAt, reason = @reason where id = @id
        """);

    private static readonly Sql VoidPending = Sql.Of("""
        update approval set state = 'voided', decided_at = @decidedAt, reason = @reason
        where subject_id = @subjectId and command = @command and state = 'pending'
        """);

    /// <summary>A command that waits for its checker, or what became of it.</summary>
    /// <param name="Id">The approval.</param>
    /// <param name="Command">The command's name.</param>
    /// <param name="SubjectId">What it is about.</param>
    /// <param name="State"><c>pending approved rejected voided</c>, or <c>expired</c>.</param>
    /// <param name="Content">The command exactly as the maker gave it.</param>
    /// <param name="ContentHash">SHA-256 of the content's bytes, lower-case hex: the checker sends it back.</param>
    /// <param name="MakerId">Who made it.</param>
    /// <param name="MadeAt">When, by the system clock.</param>
    /// <param name="ExpiresAt">Until when it may be approved, by the business clock.</param>
    /// <param name="CheckerId">Who decided.</param>
    /// <param name="Reason">Why it was rejected or voided.</param>
    public sealed record View(
        Guid Id, string Command, Guid SubjectId, string State, JsonElement Content, string ContentHash, Guid MakerId, DateTimeOffset MadeAt,
        DateTimeOffset ExpiresAt, Guid? CheckerId, string? Reason);

    /// <summary>The checker's word: the hash of what was seen.</summary>
    public sealed record ApproveRequest(string ContentHash);

    /// <summary>Why the checker refuses.</summary>
    public sealed record RejectRequest(string Reason);

    /// <summary>Leaves a maker's command for a checker of the same organisation.</summary>
    public static async Task<Result<View>> Propose<TCommand>(UnitOfWork work, Caller maker, string command, Guid subjectId, TCommand content)
        where TCommand : notnull
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(content, ApiJson.Options);
        var row = new Row
        {
            Id = Guid.CreateVersion7(),
            Command = command,
            SubjectId = subjectId,
            OrganisationId = maker.OrganisationId,
            Content = bytes,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            MakerId = maker.Id,
            MakerResponsibleId = maker.ResponsiblePersonId,
            State = "pending",
            MadeAt = work.Now,
            ExpiresAt = work.BusinessNow + Waits,
        };
        await work.Execute(Add, row);
        return ((Result<View>)Shown(row, work.BusinessNow)).Accepted($"/api/{work.Service}/approvals/{row.Id}");
    }

    /// <summary>Ends pending approvals of a command because what it was about has changed.</summary>
    public static Task Void(UnitOfWork work, string command, Guid subjectId, string reason) =>
        work.Execute(VoidPending, new { command, subjectId, reason, DecidedAt = work.Now });

    internal static void Map(IEndpointRouteBuilder routes, string service, FourEyesCommands commands)
    {
        var group = routes.MapGroup($"/api/{service}/approvals").WithTags("Approvals");
        group.MapGet("", List).AllowReaders().WithSummary("Commands of your organisation that wait for a checker, or did");
        group.MapGet("/{id:guid}", Get).AllowReaders().WithSummary("One command with its exact content and hash");
        group.MapPost("/{id:guid}/approve",
                (Guid id, ApproveRequest request, Caller caller, UnitOfWork work, IServiceProvider services) =>
                    Approve(id, request, caller, work, services, commands))
            .Allow([], [Roles.Checker]).KeepAnswersForEver().WithMetadata(commands)
            .WithSummary("Approves what was seen and runs it; the answer is the command's own");
        group.MapPost("/{id:guid}/reject", Reject).Allow([], [Roles.Checker]).WithSummary("Refuses a command with a reason");
    }

    private static async Task<Result<Page<View>>> List(Paging paging, string? state, Caller caller, UnitOfWork work)
    {
        var rows = await work.Query<Row>(PageOf, new { caller.OrganisationId, state, paging.After, Limit = paging.Limit + 1 });
        return paging.Of(rows, row => row.Position, row => Shown(row, work.BusinessNow));
    }

    private static async Task<Result<View>> Get(Guid id, Caller caller, UnitOfWork work) =>
        await work.QueryFirst<Row>(FindOne, new { id, caller.OrganisationId }) is { } row
            ? Shown(row, work.BusinessNow)
            : new NotFound("approval", id);

    private static async Task<IResult> Approve(
        Guid id, ApproveRequest request, Caller caller, UnitOfWork work, IServiceProvider services, FourEyesCommands commands)
    {
        await work.Query<Guid>(LockRivals, new { id, caller.OrganisationId });
        var row = await work.QueryFirst<Row>(FindForUpdate, new { id, caller.OrganisationId });
        if (Refusal(row, id, caller, work.BusinessNow) is { } refusal) return (Result<View>)refusal;
        if (row!.ContentHash != request.ContentHash) return (Result<View>)new ContentChanged(row.ContentHash);
        var execute = commands.Find(row.Command) ?? throw new InvalidOperationException($"No execution for {row.Command}.");
        await work.Execute(Decide, new { id, State = "approved", CheckerId = caller.Id, DecidedAt = work.Now, Reason = (string?)null });
        return await execute(row.Content, new Approval(id, row.OrganisationId, row.SubjectId, row.MakerId, caller.Id), work, services);
    }

    private static async Task<Result<View>> Reject(Guid id, RejectRequest request, Caller caller, UnitOfWork work)
    {
        var row = await work.QueryFirst<Row>(FindForUpdate, new { id, caller.OrganisationId });
        if (Refusal(row, id, caller, work.BusinessNow) is { } refusal) return refusal;
        if (request.Reason.Length is 0 or > 500) return new InvalidField("reason", "length", "A reason has 1 to 500 characters.");
        await work.Execute(Decide, new { id, State = "rejected", CheckerId = caller.Id, DecidedAt = work.Now, request.Reason });
        return Shown((await work.QueryFirst<Row>(FindOne, new { id, caller.OrganisationId }))!, work.BusinessNow);
    }

    private static Failure? Refusal(Row? row, Guid id, Caller caller, DateTimeOffset now) => row switch
    {
        null => new NotFound("approval", id),
        { State: not "pending" } => new ApprovalDecided(row.State),
        _ when now >= row.ExpiresAt => new ApprovalDecided("expired"),
        _ when row.MakerResponsibleId == caller.ResponsiblePersonId => new SamePerson(),
        _ => null,
    };

    private static View Shown(Row row, DateTimeOffset now) => new(
        row.Id, row.Command, row.SubjectId, row.State == "pending" && now >= row.ExpiresAt ? "expired" : row.State,
        JsonSerializer.Deserialize<JsonElement>(row.Content), row.ContentHash, row.MakerId, row.MadeAt, row.ExpiresAt, row.CheckerId, row.Reason);

    private sealed class Row
    {
        public long Position { get; init; }
        public Guid Id { get; init; }
        public string Command { get; init; } = "";
        public Guid SubjectId { get; init; }
        public Guid OrganisationId { get; init; }
        public byte[] Content { get; init; } = [];
        public string ContentHash { get; init; } = "";
        public Guid MakerId { get; init; }
        public Guid MakerResponsibleId { get; init; }
        public string State { get; init; } = "";
        public DateTimeOffset MadeAt { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
        public Guid? CheckerId { get; init; }
        public DateTimeOffset? DecidedAt { get; init; }
        public string? Reason { get; init; }
    }
}

/// <summary>The approval was decided before, or its time ran out.</summary>
public sealed record ApprovalDecided(string State)
    : Failure(FailureKind.Conflict, "approval-decided", $"This command is {State} already. Make it again if it is still wanted.");

/// <summary>The hash is not of what waits here.</summary>
public sealed record ContentChanged(string ContentHash) : Failure(
    FailureKind.Conflict, "content-changed", "The content is not what you saw. Read it again and approve its hash.", "contentHash");
