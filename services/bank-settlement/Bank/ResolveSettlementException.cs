using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.BankSettlement;

/// <summary>The account's owner says, with four eyes, what an exception was: money for one of its collections, or a
/// matter settled elsewhere with a note. What has no owner, because it could not be read, the operator closes with a
/// note; it never touches money.</summary>
public static class ResolveSettlementException
{
    /// <summary>The name of the four-eyes command.</summary>
    public const string Command = "resolve-settlement-exception";

    private const int NoteLength = 400;

    /// <param name="Note">What was found out.</param>
    /// <param name="CollectionId">The receivable that suspended money is for; null to close with the note
    /// alone.</param>
    public sealed record Request(string Note, Guid? CollectionId = null);

    /// <summary>What the checker approves.</summary>
    public sealed record Content(Guid ExceptionId, Guid? CollectionId, string Note);

    public static async Task<Result<Approvals.View>> Propose(Guid id, Request request, Caller caller, UnitOfWork work)
    {
        if (request.Note.Length is 0 or > NoteLength) return new InvalidField(
            "note", "length", $"A note has 1 to {NoteLength} characters.");
        var content = new Content(id, request.CollectionId, request.Note);
        return await Check(work, content, caller.OrganisationId) is { } refusal
            ? refusal
            : await Approvals.Propose(work, caller, Command, id, content);
    }

    public static async Task<Result<ReadSettlementExceptions.View>> Execute(
        Content content, Approval approval, UnitOfWork work)
    {
        if (await Check(work, content, approval.OrganisationId) is { } refusal) return refusal;
        var exception = (await SettlementException.Lock(work, content.ExceptionId))!;
        if (content.CollectionId is { } collectionId)
        {
            var entry = (await EntryRow.Find(work, exception.EntryId!.Value))!;
            await Receipts.Receive(work, entry, (await Collection.Find(work, collectionId))!, fromSuspense: true);
        }

        await exception.Resolve(work, content.Note);
        return ReadSettlementExceptions.Shown(exception);
    }

    private static async Task<bool> MayResolve(UnitOfWork work, SettlementException exception, Guid organisationId) =>
        exception.OwnerId == organisationId
        || (exception.OwnerId is null
            && (await Participants.Organisation(work, organisationId))?.Kinds.Contains(
                OrganisationKinds.Operator) == true);

    private static async Task<Failure?> Check(UnitOfWork work, Content content, Guid organisationId)
    {
        var exception = await SettlementException.Lock(work, content.ExceptionId);
        if (exception is null || !await MayResolve(work, exception, organisationId)) return new NotFound(
            "settlement exception", content.ExceptionId);
        if (exception.State != SettlementExceptions.Open) return new ExceptionResolved();
        if (content.CollectionId is not { } collectionId) return null;
        if (exception.Cause != ExceptionCauses.UnknownReference
            || exception.EntryId is not { } entryId) return new NotSuspendedMoney(exception.Cause);
        var collection = await Collection.Find(work, collectionId);
        var entry = (await EntryRow.Find(work, entryId))!;
        return collection is null || collection.DebtorId != organisationId ? new NotFound("collection", collectionId)
            : !entry.IsCredit || collection.Currency != entry.Currency || collection.AccountNumber != entry.Account
                ? new NotSuspendedMoney(exception.Cause)
                : null;
    }
}

/// <summary>It was resolved before.</summary>
public sealed record ExceptionResolved()
    : Failure(FailureKind.Conflict, "exception-resolved", "This exception is resolved already.");

/// <summary>There is no money in suspense that this collection could be given.</summary>
public sealed record NotSuspendedMoney(string Cause) : Failure(
    FailureKind.Conflict, "not-suspended-money",
    $"An exception of cause {Cause} holds no money in suspense for this collection's account and currency.",
    "collectionId");
