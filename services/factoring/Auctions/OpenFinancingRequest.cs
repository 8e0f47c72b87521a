using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Copies;
using SupplyFinance.Factoring.Deals;
using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Factoring.Sealing;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>A holder offers whole lots to the banks. The ledger's auction lock, which the holder signs, opens it; that
/// signature is its advance consent to the terms it will accept.</summary>
public static class OpenFinancingRequest
{
    private static readonly Sql FindLots = Sql.By(d => $"""
        select id, receivable_id, debtor_id, holder_id, currency, amount, due_date, state, lock_purpose
        from lot where id {d.AnyOf("@ids")} order by due_date, id
        """);

    private static readonly Sql Add = Sql.InsertIfAbsent(
        "financing_request", "id",
        "id, version, holder_id, debtor_id, currency, face, opened_at, closes_at, advance_ppm, recourse_allowed, cost_bearer, "
        + "state, next_sequence, public_key, wrapped_key, policy_version");

    private static readonly Sql AddLot = Sql.Insert(
        "request_lot", "request_id, place, lot_id, receivable_id, face, due_date");

    /// <summary>What is offered and until when.</summary>
    /// <param name="ClosesAt">Bids are taken before this instant of the business clock.</param>
    /// <param name="AdvancePpm">The financed share that every bid must offer; left out where bids may vary it.</param>
    /// <param name="CostBearer">Who pays for the financing and chooses the offer.</param>
    public sealed record Request(
        Guid Id, Guid[] LotIds, DateTimeOffset ClosesAt, CostBearer CostBearer, int? AdvancePpm = null,
        bool AdvanceMayVary = false, bool WithRecourseAllowed = false);

    public static async Task<Result<FinancingRequestView>> Handle(
        Request request, Caller caller, UnitOfWork work, KeyFile keys, FactoringPolicy policy)
    {
        if (Terms(request, policy, work.BusinessNow) is { } unfit) return unfit;
        var lots = await work.Query<LotCopy>(FindLots, new { ids = request.LotIds.Take(FactoringPolicy.MaxLots + 1) });
        if (OpeningRules.Judge(request.LotIds, lots, caller.OrganisationId, work.BusinessToday) is { } refusal) return refusal;
        if (await Evidence(work, lots) is { } unproven) return unproven;

        var seal = AuctionSeal.New(keys, request.Id);
        var added = await work.Execute(Add, new
        {
            request.Id,
            Version = 1,
            HolderId = caller.OrganisationId,
            lots[0].DebtorId,
            lots[0].Currency,
            Face = lots.Sum(x => x.Amount),
            OpenedAt = work.BusinessNow,
            ClosesAt = Clocks.Cut(request.ClosesAt),
            request.AdvancePpm,
            RecourseAllowed = request.WithRecourseAllowed,
            request.CostBearer,
            State = RequestState.Opening,
            NextSequence = 1L,
            seal.PublicKey,
            WrappedKey = seal.WrappedPrivateKey,
            PolicyVersion = policy.Version,
        });
        if (added == 0) return new RequestExists();
        foreach (var (lot, place) in lots.Select((lot, place) => (lot, place)))
            await work.Execute(AddLot, new { RequestId = request.Id, place, LotId = lot.Id, lot.ReceivableId, Face = lot.Amount, lot.DueDate });
        await AskForLock(request, caller, work);
        var view = await FinancingRequestView.Of(work, (await RequestStore.Find(work, request.Id))!);
        return ((Result<FinancingRequestView>)view)
            .Accepted($"/api/financing-requests/{request.Id}", later => Outcome(later, request.Id)).At(view.Version);
    }

    // Open, or refused with the ledger's reason.
    private static async Task<Result<FinancingRequestView>?> Outcome(UnitOfWork work, Guid id)
    {
        var request = (await RequestStore.Find(work, id))!;
        if (request.Standing == RequestState.Opening) return null;
        return ((Result<FinancingRequestView>)await FinancingRequestView.Of(work, request)).At(request.Version);
    }

    private static Failure? Terms(Request request, FactoringPolicy policy, DateTimeOffset now)
    {
        if (request.ClosesAt < now + policy.MinimumWindow)
            return new InvalidField("closesAt", "window-too-short", $"Banks have at least {policy.MinimumWindow:g} to bid.");
        if (request.ClosesAt > now + FactoringPolicy.LongestWindow)
            return new InvalidField("closesAt", "window-too-long", $"An auction lasts at most {FactoringPolicy.LongestWindow:g}.");
        var fits = request.AdvanceMayVary
            ? request.AdvancePpm is null
            : request.AdvancePpm is >= FactoringPolicy.MinAdvancePpm and <= Platform.Money.Rate.Whole;
        return fits ? null : new InvalidField(
            "advancePpm", "advance", "Either the advance is fixed between 1 and 100 %, or it may vary and none is given.");
    }

    private static async Task<Failure?> Evidence(UnitOfWork work, IReadOnlyList<LotCopy> lots)
    {
        var wanted = lots.Select(x => x.ReceivableId).Distinct().Count();
        var receivables = await KeepReceivable.Of(work, lots.Select(x => x.ReceivableId));
        if (receivables.Count < wanted) return new EvidenceNotKnown();
        if (receivables.FirstOrDefault(x => x.State != ReceivableStates.Confirmed) is { } other)
            return new ReceivableNotConfirmed(other.Id, other.State);
        var ids = receivables.SelectMany(x => x.InvoiceIds).Distinct().ToArray();
        var invoices = await KeepInvoice.Of(work, ids);
        if (invoices.Count < ids.Length) return new EvidenceNotKnown();
        return invoices.FirstOrDefault(x => x.Flags.Length > 0 || x.State != InvoiceStates.Valid) is { } flagged
            ? new InvoiceFlagged(flagged.Id, flagged.Flags.Length > 0 ? flagged.Flags : flagged.State)
            : null;
    }

    private static async Task AskForLock(Request request, Caller caller, UnitOfWork work)
    {
        var instruction = DealPlan.StepOf(request.Id, "lock");
        await RequestStore.Expect(work, instruction, request.Id);
        work.Send(new LockLots(
            instruction, request.LotIds, LockPurposes.Auction, DealProcess.LockOwner, request.Id, null, null,
            Clocks.Cut(request.ClosesAt), [Signer.Organisation(caller.OrganisationId, caller.Id, null)]));
    }

    /// <summary>The id names an earlier request.</summary>
    public sealed record RequestExists() : Failure(
        FailureKind.Conflict, "request-exists", "A request with this id exists. Make a new id for a new request.", "id");
}
