using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>Admits, suspends and reinstates organisations: the operator's maker asks, the operator's checker
/// decides.</summary>
public static class ChangeStanding
{
    public const string Admit = "admit-organisation";
    public const string Suspend = "suspend-organisation";
    public const string Reinstate = "reinstate-organisation";

    public static Task<Result<Approvals.View>> ProposeAdmission(Guid id, Request request, Caller caller,
        UnitOfWork work) =>
        Propose(Admit, id, request, caller, work);

    public static Task<Result<Approvals.View>> ProposeSuspension(Guid id, Request request, Caller caller,
        UnitOfWork work) =>
        Propose(Suspend, id, request, caller, work);

    public static Task<Result<Approvals.View>> ProposeReinstatement(Guid id, Request request, Caller caller,
        UnitOfWork work) =>
        Propose(Reinstate, id, request, caller, work);

    public static FourEyesCommands Add(FourEyesCommands commands) => commands
        .On<Command, Answer>(Admit, (command, _, work) => Execute(Admit, command, work))
        .On<Command, Answer>(Suspend, (command, _, work) => Execute(Suspend, command, work))
        .On<Command, Answer>(Reinstate, (command, _, work) => Execute(Reinstate, command, work));

    private static async Task<Result<Approvals.View>> Propose(string what, Guid id, Request request, Caller caller,
        UnitOfWork work)
    {
        if (request.Reason.Length is 0 or > Request.LongestReason)
        {
            return new InvalidField("reason", "length", $"A reason has 1 to {Request.LongestReason} characters.");
        }

        if (await Organisations.Find(work, id) is not { } organisation)
        {
            return new NotFound("organisation", id);
        }

        var outcome = Decide(what, organisation);
        return outcome.IsFailure
            ? outcome.Failure
            : await Approvals.Propose(work, caller, what, id, new Command(id, organisation.Name, request.Reason));
    }

    private static async Task<Result<Answer>> Execute(string what, Command command, UnitOfWork work)
    {
        if (await Organisations.FindForChange(work, command.OrganisationId) is not { } organisation)
        {
            return new NotFound("organisation", command.OrganisationId);
        }

        var outcome = Decide(what, organisation);
        if (outcome.IsFailure)
        {
            return outcome.Failure;
        }

        await Organisations.Save(work, outcome.Value);
        return new Answer(outcome.Value.Id, outcome.Value.Version, outcome.Value.Name, outcome.Value.Status);
    }

    private static Result<Organisation> Decide(string what, Organisation organisation) => what switch
    {
        Admit => organisation.Admit(),
        Suspend => organisation.Suspend(),
        Reinstate => organisation.Reinstate(),
        _ => throw new InvalidOperationException($"{what} does not change a standing."),
    };

    /// <summary>Why the organisation's standing is to change; kept with the approval.</summary>
    public sealed record Request(string Reason)
    {
        /// <summary>A sentence or two and a file reference.</summary>
        public const int LongestReason = 500;
    }

    /// <summary>What the checker sees and approves.</summary>
    public sealed record Command(Guid OrganisationId, string Name, string Reason);

    /// <summary>The organisation's new standing.</summary>
    public sealed record Answer(Guid Id, long Version, string Name, string Status);
}
