using SupplyFinance.Factoring.Admissions;
using SupplyFinance.Factoring.Copies;
using SupplyFinance.Factoring.Limits;
using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Factoring.Sealing;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>A bank's maker proposes a sealed bid; its checker's approval, committed before the close, makes it one and holds
/// the face against the bank's limits. Nothing of it is stored in clear before the close.</summary>
public static class SubmitBid
{
    public const string Name = "submit-bid";

    private static readonly Sql Add = Sql.InsertIfAbsent(
        "bid", "id", "id, request_id, bank_id, state, sealed, own_view, digest, maker_id");

    private static readonly Sql Stand = Sql.Of("""
        update bid set state = @state, sequence = @sequence, checker_id = @checkerId, stood_at = @stoodAt where id = @id
        """);

    private static readonly Sql TakeSequence = Sql.Of(
        "update financing_request set next_sequence = next_sequence + 1 where id = @id");

    private static readonly Sql HasLimitOn = Sql.Of(
        "select id from credit_limit where bank_id = @bankId and debtor_id = @debtorId");

    /// <summary>What the bank offers for the whole bundle.</summary>
    /// <param name="RatePpm">Per year, parts per million.</param>
    /// <param name="AdvancePpm">Financed share of the face, parts per million.</param>
    /// <param name="ValidUntil">The offer can be accepted before this instant of the business clock.</param>
    /// <param name="ValueDate">The day the money is promised for; discount days count from it. Left out: the next business
    /// day after the close, by the calendar of the place where the currency is paid.</param>
    /// <param name="TenorReason">Needed where a certificate runs longer than six months.</param>
    public sealed record Request(
        Guid Id, int RatePpm, string DayBasis, DiscountMethod Method, int AdvancePpm, bool WithRecourse,
        DateTimeOffset ValidUntil, DateOnly? ValueDate = null, Money? FeesAtPayout = null, Money? FeesFromReserve = null,
        string? TenorReason = null);

    /// <summary>What the checker approves: which bid, and the digest of its terms as the bank's own view shows them.</summary>
    public sealed record Command(Guid RequestId, Guid BidId, string Digest);

    /// <summary>A bid that stands; its terms stay sealed.</summary>
    public sealed record Receipt(Guid RequestId, Guid BidId, BidState State, long Sequence, string Digest);

    public static async Task<Result<Approvals.View>> Handle(
        Guid id, Request request, Caller caller, UnitOfWork work, KeyFile keys)
    {
        if (await RequestStore.Find(work, id) is not { } auction || !await Knows(work, auction, caller.OrganisationId))
            return new NotFound("financing request", id);
        if (auction.ClosedToBids(work.BusinessNow) is { } closed) return closed;
        if (await Entitled(work, auction, caller.OrganisationId) is { } unentitled) return unentitled;
        if (Fees(request, auction) is { } mixed) return mixed;

        var closingDate = work.Clocks.BusinessDateOf(auction.ClosesAt);
        var valueDate = request.ValueDate ?? BusinessCalendar.For(auction.Currency).Next(closingDate);
        var content = Content(request, caller.OrganisationId, valueDate);
        var lots = await RequestStore.LotsOf(work, id);
        var issued = (await KeepReceivable.Of(work, lots.Select(x => x.ReceivableId))).Min(x => x.ConfirmedOn);
        if (BidRules.Judge(auction, lots, content, closingDate, issued ?? closingDate) is { } broken) return broken;

        var bytes = content.ToBytes();
        var digest = BidContent.DigestOf(bytes);
        var added = await work.Execute(Add, new
        {
            request.Id,
            RequestId = id,
            BankId = caller.OrganisationId,
            State = BidState.Proposed,
            Sealed = AuctionSeal.Close(auction.PublicKey, id, request.Id, bytes),
            OwnView = BankSeal.Close(keys, caller.OrganisationId, request.Id, bytes),
            digest,
            MakerId = caller.Id,
        });
        if (added == 0) return new BidExists();
        return await Approvals.Propose(work, caller, Name, request.Id, new Command(id, request.Id, digest));
    }

    /// <summary>Runs in the checker's transaction: judged anew, blocked, numbered.</summary>
    public static async Task<Result<Receipt>> Execute(Command command, Approval approval, UnitOfWork work)
    {
        var auction = (await RequestStore.FindForUpdate(work, command.RequestId))!;
        if (auction.ClosedToBids(work.BusinessNow) is { } closed) return closed;
        var bankId = approval.OrganisationId;
        var bid = (await BidStore.Find(work, auction.Id, command.BidId))!;
        if (bid.Standing != BidState.Proposed) return new OfferNotStanding(bid.Standing);
        if (await Entitled(work, auction, bankId) is { } unentitled) return unentitled;

        foreach (var earlier in (await BidStore.StandingOf(work, auction.Id)).Where(x => x.BankId == bankId))
        {
            await LimitStore.Unblock(work, earlier.Id);
            await BidStore.Move(work, earlier.Id, BidState.Replaced);
        }

        if (await LimitStore.Block(work, bankId, auction.DebtorId, auction.HolderId, bid.Id, auction.FaceAmount) is { } full)
            return full;
        await work.Execute(TakeSequence, new { auction.Id });
        await work.Execute(Stand, new
        {
            bid.Id,
            State = BidState.Standing,
            Sequence = auction.NextSequence,
            approval.CheckerId,
            StoodAt = work.BusinessNow,
        });
        return new Receipt(auction.Id, bid.Id, BidState.Standing, auction.NextSequence, bid.Digest);
    }

    // A bank that has dealt with neither the debtor nor the supplier is not told that the request exists.
    private static async Task<bool> Knows(UnitOfWork work, FinancingRequest auction, Guid bankId) =>
        await work.QueryFirst<Guid?>(HasLimitOn, new { bankId, auction.DebtorId }) is not null
        || await AdmissionStore.IsInForce(work, bankId, auction.HolderId);

    private static async Task<Failure?> Entitled(UnitOfWork work, FinancingRequest auction, Guid bankId)
    {
        var limits = await LimitStore.Find(
            work, bankId, auction.DebtorId, auction.HolderId, Currency.Of(auction.Currency));
        if (limits.Count == 0) return new NoCreditLimit();
        return await AdmissionStore.IsInForce(work, bankId, auction.HolderId) ? null : new SupplierNotAdmitted();
    }

    private static InvalidField? Fees(Request request, FinancingRequest auction) =>
        new[] { request.FeesAtPayout, request.FeesFromReserve }.Any(x => x is { } fee && fee.Currency.Code != auction.Currency)
            ? new InvalidField("feesAtPayout", "currency", $"Fees are in {auction.Currency}, as the lots are.")
            : null;

    private static BidContent Content(Request request, Guid bankId, DateOnly valueDate) => new(
        request.Id, bankId, request.RatePpm, request.DayBasis, request.Method, request.AdvancePpm,
        request.FeesAtPayout?.Minor ?? 0, request.FeesFromReserve?.Minor ?? 0, request.WithRecourse, valueDate,
        Platform.Hosting.Clocks.Cut(request.ValidUntil), request.TenorReason, BidContent.NewSalt());

    /// <summary>The id names an earlier bid.</summary>
    public sealed record BidExists() : Failure(
        FailureKind.Conflict, "bid-exists", "A bid with this id exists. Make a new id for a new bid.", "id");
}
