using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Deals;

/// <summary>The financier records the assignment's entry in the public register; where policy demands it, the payment waits
/// for this (银发〔2025〕77号, art. 13).</summary>
public static class RecordRegistration
{
    private static readonly Sql SetTime = Sql.Of("update deal set registered_at = @registeredAt where id = @id");

    /// <summary>The register's entry.</summary>
    /// <param name="Reference">The register's number of the entry.</param>
    /// <param name="RegisteredAt">When the register made it.</param>
    public sealed record Request(string Reference, DateTimeOffset RegisteredAt);

    public static async Task<Result<DealView>> Handle(Guid id, Request request, Caller caller, UnitOfWork work)
    {
        if (await DealStore.FindForUpdate(work, id) is not { } deal || deal.FinancierId != caller.OrganisationId)
            return new NotFound("deal", id);
        if (string.IsNullOrWhiteSpace(request.Reference) || request.Reference.Length > 100)
            return new InvalidField("reference", "length", "A reference has 1 to 100 characters.");
        if (request.RegisteredAt > work.BusinessNow)
            return new InvalidField("registeredAt", "future", "The registration has not happened yet.");
        if (deal.RegistrationReference is not null) return new AlreadyRegistered(deal.RegistrationReference);
        if (deal.State is DealStates.Undoing or DealStates.Failed) return new DealNotCarriedOut(deal.State);

        await CarryOut.Apply(work, id, new RegistrationRecorded(id, request.Reference));
        await work.Execute(SetTime, new { id, RegisteredAt = Platform.Hosting.Clocks.Cut(request.RegisteredAt) });
        var saved = (await DealStore.Find(work, id))!;
        return DealView.Of(saved, await DealStore.LotsOf(work, id), showsPrices: true);
    }

    /// <summary>One assignment has one entry in the register.</summary>
    public sealed record AlreadyRegistered(string Reference) : Failure(
        FailureKind.Conflict, "already-registered", $"The assignment is registered as {Reference}.");
}

/// <summary>The deal is in no state for this.</summary>
public sealed record DealNotCarriedOut(string State) : Failure(
    FailureKind.Conflict, "deal-state", $"The deal is {State}.");
