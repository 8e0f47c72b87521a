using FsCheck.Xunit;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class PlacesTests
{
    private static readonly Currency Cny = Currency.Of("CNY");
    private static readonly Guid Receivable = Guid.CreateVersion7();
    private static readonly Guid Receipt = Guid.CreateVersion7();

    [Fact]
    public void Places_are_formed_only_when_the_live_lots_make_up_the_principal()
    {
        var a = Live(1, 600);
        var b = Live(2, 400);

        Assert.Null(Places.Form(1_000, [a]));
        Assert.Equal([a.Id, b.Id], Places.Form(1_000, [a, b])!.Select(x => x.LotId));
        Assert.Null(Places.Form(1_000, [a, b, Live(3, 1)]));
    }

    [Fact]
    public void An_output_takes_the_place_of_its_input_with_what_was_paid_and_held()
    {
        var old = Live(1, 600, LockPurposes.Deal);
        var place = Place.Of(old, 1) with { Unpaid = 200 };
        var held = new HeldShare(Receipt, place.Id, 5, 400);
        var output = Live(2, 600, parents: old.Id);

        var after = Places.Follow([place], [held], [Gone(old), output], Cny);

        var taken = Assert.Single(after.Places);
        Assert.Equal((output.Id, 600, 200, 1), (taken.LotId, taken.Face, taken.Unpaid, taken.Order));
        Assert.Equal(new HeldShare(Receipt, taken.Id, 5, 400), Assert.Single(after.Held));
    }

    [Fact]
    public void An_input_whose_outputs_are_not_all_known_keeps_its_place()
    {
        var old = Live(1, 600, LockPurposes.Deal);
        IReadOnlyList<Place> places = [Place.Of(old, 1)];

        Assert.Same(places, Places.Follow(places, [], [Gone(old), Live(2, 400, parents: old.Id)], Cny).Places);
    }

    [Fact]
    public void A_chain_of_transfers_is_followed_to_its_end()
    {
        var first = Live(1, 600);
        var second = Live(2, 600, parents: first.Id);
        var third = Live(3, 600, parents: second.Id);

        var after = Places.Follow([Place.Of(first, 1)], [], [Gone(first), Gone(second), third], Cny);

        Assert.Equal(third.Id, Assert.Single(after.Places).LotId);
    }

    [Property]
    public bool Nothing_is_lost_when_lots_are_cut_otherwise(ushort a, ushort b, ushort cut, ushort paid, byte late)
    {
        if (a == 0 || b == 0) return true;
        Lot[] inputs = [Live(1, a), Live(1, b)];
        var total = (long)a + b;
        var first = 1 + (cut % (total - 1));
        if (total == 1 || first >= total) return true;
        Lot[] outputs =
        [
            Live(2, first, parents: first > a ? [inputs[0].Id, inputs[1].Id] : [inputs[0].Id]),
            Live(2, total - first, parents: first < a ? [inputs[0].Id, inputs[1].Id] : [inputs[1].Id]),
        ];
        var principal = new Money(paid % (total + 1), Cny).Allocate([a, b]);
        Place[] places =
        [
            Place.Of(inputs[0], 1) with { Unpaid = a - principal[0].Minor }, Place.Of(inputs[1], 2)
                with { Unpaid = b - principal[1].Minor },
        ];
        HeldShare[] held =
            [new(Receipt, places[0].Id, late, principal[0].Minor), new(Receipt, places[1].Id, 0, principal[1].Minor)];

        var after = Places.Follow(places, held, [.. inputs.Select(Gone), .. outputs], Cny);

        return after.Places.Count == 2
            && after.Places.Sum(x => x.Unpaid) == places.Sum(x => x.Unpaid)
            && after.Held.Sum(x => x.Principal) == held.Sum(x => x.Principal)
            && after.Held.Sum(x => x.Late) == late
            && after.Places.All(
                x => x.Unpaid >= 0 && after.Held.Where(y => y.PlaceId == x.Id).Sum(y => y.Principal) >= 0);
    }

    [Fact]
    public void The_payees_of_a_financed_lot_are_fixed_with_the_deals_claim_when_the_ledger_has_locked_it()
    {
        var lot = Live(1, 600, LockPurposes.Collection);
        var deal = Deal(lot.Id, 480, 18);

        var place = Assert.Single(Places.Fix([Place.Of(lot, 1)], [lot], [deal], Cny));

        Assert.Equal((PlaceStates.Locked, 480, 18), (place.State, place.AdvanceLeft, place.FeesLeft));
        Assert.Equal((deal.FinancierId, deal.SellerId), (place.FinancierId, place.SellerId));
    }

    [Fact]
    public void A_financed_lot_that_was_split_divides_its_claim_by_face()
    {
        var whole = Live(1, 600);
        Lot[] pieces =
            [Live(2, 400, LockPurposes.Collection, whole.Id), Live(2, 200, LockPurposes.Collection, whole.Id)];

        var places = Places.Fix(
            [Place.Of(pieces[0], 1), Place.Of(pieces[1], 2)], [Gone(whole), .. pieces], [Deal(whole.Id, 480, 19)], Cny);

        Assert.Equal([320L, 160L], places.Select(x => x.AdvanceLeft));
        Assert.Equal([13L, 6L], places.Select(x => x.FeesLeft));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(LockPurposes.Auction)]
    [InlineData(LockPurposes.Deal)]
    public void A_lot_that_is_not_under_the_collection_lock_keeps_waiting(string? purpose) =>
        Assert.Equal(
            PlaceStates.Waiting,
            Assert.Single(Places.Fix([Place.Of(Live(1, 600, purpose), 1)], [Live(1, 600, purpose)], [], Cny)).State);

    private static Lot Live(long entry, long amount, string? lockedFor = null, params Guid[] parents) => new()
    {
        Id = Guid.CreateVersion7(),
        Version = 1,
        ReceivableId = Receivable,
        HolderId = Guid.CreateVersion7(),
        Amount = amount,
        State = LotStates.Live,
        LockPurpose = lockedFor,
        LockReference = lockedFor == LockPurposes.Collection ? Receivable : null,
        ParentIds = MessageJson.Write(parents),
        CreatedByEntry = entry,
    };

    private static Lot Gone(Lot x) => new()
    {
        Id = x.Id,
        Version = x.Version + 1,
        ReceivableId = x.ReceivableId,
        HolderId = x.HolderId,
        Amount = x.Amount,
        State = LotStates.Consumed,
        ParentIds = x.ParentIds,
        CreatedByEntry = x.CreatedByEntry,
    };

    private static DealLotRow Deal(Guid lot, long financed, long fees) => new()
    {
        FinancierLotId = lot,
        DealId = Guid.CreateVersion7(),
        ReceivableId = Receivable,
        FinancierId = Guid.CreateVersion7(),
        SellerId = Guid.CreateVersion7(),
        FinancedAmount = financed,
        FeesFromReserve = fees,
    };
}
