using FsCheck.Xunit;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;
using SupplyFinance.Receivables.Lots;

namespace SupplyFinance.Receivables.Tests.Lots;

public sealed class LotTransferTests
{
    [Fact]
    public void A_split_among_ones_own_goes_to_the_ledger_at_once()
    {
        var transfer = Decide([Make.Lot(100)], (Make.Supplier, 30), (Make.Supplier, 70)).Value;

        Assert.Equal(LotTransferStates.Pending, transfer.State);
        Assert.Null(transfer.ReceiverId);
    }

    [Fact]
    public void A_transfer_to_another_is_offered_and_waits_for_its_answer()
    {
        var transfer = Decide([Make.Lot(60), Make.Lot(40)], (Make.Other, 30), (Make.Supplier, 70)).Value;

        Assert.Equal((LotTransferStates.Offered, Make.Other), (transfer.State, transfer.ReceiverId));
        Assert.Equal(LotTransferStates.Pending, transfer.Accept(Make.Now).Value.State);
        Assert.Equal(LotTransferStates.Declined, transfer.Decline("not ours").Value.State);
        Assert.Equal(LotTransferStates.Lapsed, transfer.Lapse(transfer.LapsesAt).Value.State);
    }

    [Fact]
    public void A_late_acceptance_is_refused_whatever_the_row_says()
    {
        var transfer = Decide([Make.Lot(100)], (Make.Other, 100)).Value;

        Assert.IsType<OfferLapsed>(transfer.Accept(transfer.LapsesAt).Failure);
        Assert.IsType<NotLapsedYet>(transfer.Lapse(transfer.LapsesAt.AddTicks(-10)).Failure);
    }

    [Fact]
    public void An_offer_is_answered_once()
    {
        var declined = Decide([Make.Lot(100)], (Make.Other, 100)).Value.Decline(null).Value;

        Assert.IsType<TransferNotOffered>(declined.Accept(Make.Now).Failure);
        Assert.IsType<TransferNotOffered>(declined.Decline(null).Failure);
        Assert.IsType<TransferNotOffered>(declined.Lapse(declined.LapsesAt).Failure);
    }

    [Fact]
    public void Each_broken_rule_is_named()
    {
        var lot = Make.Lot(100);
        Assert.IsType<LotsOutOfRange>(Decide([], (Make.Other, 1)).Failure);
        Assert.IsType<LotsOutOfRange>(Decide([lot]).Failure);
        Assert.IsType<LotTwice>(Decide([lot, lot], (Make.Other, 200)).Failure);
        Assert.IsType<LotUnknown>(Decide([Make.Lot(100, holder: Make.Other)], (Make.Supplier, 100)).Failure);
        Assert.IsType<LotNotLive>(Decide([Make.Lot(100, live: false)], (Make.Other, 100)).Failure);
        Assert.IsType<LotLocked>(Decide([Make.Lot(100, locked: true)], (Make.Supplier, 50), (Make.Supplier, 50))
            .Failure);
        Assert.Equal(new LotsDiffer("debtor"),
            Decide([lot, Make.Lot(1, debtor: Make.Other)], (Make.Other, 101)).Failure);
        Assert.Equal(new LotsDiffer("due date"),
            Decide([lot, Make.Lot(1, due: "2026-06-23")], (Make.Other, 101)).Failure);
        Assert.IsType<SeveralReceivers>(Decide([lot], (Make.Other, 50), (Make.Debtor, 50)).Failure);
        Assert.IsType<AmountNotPositive>(Decide([lot], (Make.Other, 101), (Make.Supplier, -1)).Failure);
        Assert.IsType<SumsDiffer>(Decide([lot], (Make.Other, 99)).Failure);
        Assert.IsType<CurrencyMismatch>(LotTransfer.Decide(Guid.CreateVersion7(), Make.Supplier, [(lot.Id, lot)],
            [new(Guid.CreateVersion7(), Make.Other, new Money(100, Currency.Of("EUR")))], Make.Now).Failure);
        Assert.IsType<LotTwice>(LotTransfer.Decide(Guid.CreateVersion7(), Make.Supplier, [(lot.Id, lot)],
            [new(lot.Id, Make.Other, Make.Cny(100))], Make.Now).Failure);
    }

    [Fact]
    public void Sums_beyond_64_bits_differ_instead_of_overflowing() =>
        Assert.IsType<SumsDiffer>(Decide([Make.Lot(100)], (Make.Other, long.MaxValue), (Make.Other, long.MaxValue))
            .Failure);

    [Property]
    public bool Only_outputs_that_sum_exactly_are_taken(uint[] parts, uint[] pieces)
    {
        var lots = parts.Take(LotTransfer.MaxLots).Select(x => Make.Lot(x + 1L)).ToArray();
        var outputs = pieces.Take(LotTransfer.MaxOutputs).Select(x => (Make.Supplier, x + 1L)).ToArray();
        var outcome = Decide(lots, outputs);
        var equal = lots.Length > 0 && outputs.Length > 0 && lots.Sum(x => x.Amount.Minor) == outputs.Sum(x => x.Item2);
        return outcome.IsFailure != equal;
    }

    private static Result<LotTransfer> Decide(LotCopy[] lots, params (Guid Holder, long Minor)[] outputs) =>
        LotTransfer.Decide(Guid.CreateVersion7(), Make.Supplier, lots.Select(x => (x.Id, (LotCopy?)x)).ToList(),
            outputs.Select(x => new TransferOutput(Guid.CreateVersion7(), x.Holder, Make.Cny(x.Minor))).ToList(),
            Make.Now);
}
