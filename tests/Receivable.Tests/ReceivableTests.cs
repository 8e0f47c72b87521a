using FsCheck.Xunit;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Receivables.Tests;

public sealed class ReceivableTests
{
    private static readonly Guid Lot = Guid.CreateVersion7();

    [Fact]
    public void A_full_confirmation_waits_for_the_ledger_and_then_stands()
    {
        var confirming = Confirm(Make.Proposed()).Value;
        var confirmed = confirming.LotIssued(Lot).Value;

        Assert.Equal((ReceivableStates.Confirming, Make.Cny(11_500_000), 2L),
            (confirming.State, confirming.Confirmed, confirming.Version));
        Assert.Equal((Receivable.DefaultLateRate, Make.Today), (confirming.LateRate, confirming.ConfirmedOn));
        Assert.Null(confirming.RootLotId);
        Assert.Equal((ReceivableStates.Confirmed, Lot, 3L), (confirmed.State, confirmed.RootLotId, confirmed.Version));
    }

    [Fact]
    public void Less_is_confirmed_with_a_reason_only()
    {
        var proposed = Make.Proposed();

        Assert.IsType<ReasonMissing>(Confirm(proposed, amount: 11_499_999).Failure);
        Assert.IsType<ReasonMissing>(Confirm(proposed, amount: 1, reason: "  ").Failure);
        Assert.Equal("two crates damaged",
            Confirm(proposed, amount: 11_499_999, reason: "two crates damaged").Value.Reason);
    }

    [Fact]
    public void Each_broken_rule_of_a_confirmation_is_named()
    {
        var proposed = Make.Proposed();
        Assert.IsType<AmountOverProposed>(Confirm(proposed, amount: 11_500_001).Failure);
        Assert.IsType<AmountNotPositive>(Confirm(proposed, amount: 0, reason: "none").Failure);
        Assert.IsType<AmountNotPositive>(Confirm(proposed, amount: -1, reason: "none").Failure);
        Assert.IsType<CurrencyMismatch>(proposed.Confirm(new Money(1, Currency.Of("USD")), "x", null, false, Make.Today)
            .Failure);
        Assert.IsType<ReasonTooLong>(Confirm(proposed, reason: new string('x', 501)).Failure);
        Assert.IsType<LateRateOutOfRange>(Confirm(proposed, late: -1).Failure);
        Assert.IsType<LateRateOutOfRange>(Confirm(proposed, late: 240_001).Failure);
        Assert.IsType<IssuanceStopped>(proposed.Confirm(null, null, null, issuanceStopped: true, Make.Today).Failure);
        Assert.IsType<DueDateNotAhead>(proposed.Confirm(null, null, null, false, proposed.DueDate).Failure);
    }

    [Fact]
    public void A_late_rate_of_the_confirmation_replaces_the_default() =>
        Assert.Equal(new Rate(0), Confirm(Make.Proposed(), late: 0).Value.LateRate);

    [Fact]
    public void A_confirmation_in_flight_stands_when_an_issuance_stop_arrives() =>
        Assert.Equal(ReceivableStates.Confirmed, Confirm(Make.Proposed()).Value.LotIssued(Lot).Value.State);

    [Fact]
    public void A_refused_issue_returns_to_the_proposal_and_shows_why()
    {
        var again = Confirm(Make.Proposed()).Value.IssueRefused("lot-exists").Value;

        Assert.Equal((ReceivableStates.Proposed, "lot-exists"), (again.State, again.Reason));
        Assert.Null(again.Confirmed);
        Assert.Null(again.ConfirmedOn);
        Assert.Null(Confirm(again).Failure);
    }

    [Fact]
    public void A_dispute_needs_a_reason_and_can_be_settled_withdrawn_or_lapse()
    {
        Assert.IsType<ReasonMissing>(Make.Proposed().Dispute(" ").Failure);
        var disputed = Make.Proposed().Dispute("short delivery").Value;

        Assert.Equal((ReceivableStates.Disputed, "short delivery"), (disputed.State, disputed.Reason));
        Assert.IsType<WrongState>(Confirm(disputed).Failure);
        Assert.Equal(ReceivableStates.Proposed, disputed.ProposeAgain(Make.Now.AddDays(5), Make.Today).Value.State);
        Assert.Equal(Make.Now.AddDays(35), disputed.ProposeAgain(Make.Now.AddDays(5), Make.Today).Value.LapsesAt);
        Assert.IsType<DueDateNotAhead>(disputed.ProposeAgain(Make.Now, disputed.DueDate).Failure);
        Assert.Equal(ReceivableStates.Withdrawn, disputed.Withdraw().Value.State);
        Assert.Equal(ReceivableStates.Lapsed, disputed.Lapse(disputed.LapsesAt).Value.State);
    }

    [Fact]
    public void A_proposal_lapses_at_its_instant_and_not_before()
    {
        var proposed = Make.Proposed();

        Assert.IsType<NotLapsedYet>(proposed.Lapse(proposed.LapsesAt.AddTicks(-10)).Failure);
        Assert.Equal(ReceivableStates.Lapsed, proposed.Lapse(proposed.LapsesAt).Value.State);
    }

    [Theory]
    [InlineData(CollectionStates.Open, null)]
    [InlineData(CollectionStates.Recorded, null)]
    [InlineData(CollectionStates.Overdue, ReceivableStates.Overdue)]
    [InlineData(CollectionStates.Paid, ReceivableStates.Paid)]
    public void A_confirmed_receivable_follows_its_collection(string collection, string? state) =>
        Assert.Equal(state, Confirm(Make.Proposed()).Value.LotIssued(Lot).Value.Collected(collection)?.State);

    [Fact]
    public void An_overdue_receivable_can_still_be_paid_and_a_paid_one_stays_paid()
    {
        var overdue = Confirm(Make.Proposed()).Value.LotIssued(Lot).Value.Collected(CollectionStates.Overdue)!;
        var paid = overdue.Collected(CollectionStates.Paid)!;

        Assert.Null(overdue.Collected(CollectionStates.Overdue));
        Assert.Equal(ReceivableStates.Paid, paid.State);
        Assert.Null(paid.Collected(CollectionStates.Overdue));
    }

    [Property(MaxTest = 500)]
    public void No_sequence_of_commands_leaves_the_stated_life(byte[] commands)
    {
        var at = Make.Proposed();
        foreach (var command in commands)
        {
            var outcome = (command % 8) switch
            {
                0 => Confirm(at),
                1 => at.LotIssued(Lot),
                2 => at.IssueRefused("x"),
                3 => at.Dispute("x"),
                4 => at.ProposeAgain(Make.Now, Make.Today),
                5 => at.Withdraw(),
                6 => at.Lapse(at.LapsesAt),
                _ => at.Collected(CollectionStates.Overdue) is { } overdue ? overdue
                    : new WrongState(at.State, "confirmed"),
            };
            if (outcome.IsFailure) continue;
            var next = outcome.Value;
            Assert.Equal(at.Version + 1, next.Version);
            Assert.Contains((at.State, next.State), Life);
            Assert.Equal(next.State is "confirming" or "confirmed" or "overdue" or "paid", next.Confirmed is not null);
            Assert.Equal(next.State is "confirmed" or "overdue" or "paid", next.RootLotId is not null);
            at = next;
        }
    }

    private static readonly (string, string)[] Life =
    [
        ("proposed", "confirming"), ("confirming", "confirmed"), ("confirming", "proposed"), ("proposed", "disputed"),
        ("disputed", "proposed"), ("proposed", "withdrawn"), ("disputed", "withdrawn"), ("proposed", "lapsed"),
        ("disputed", "lapsed"), ("confirmed", "overdue"),
    ];

    private static Result<Receivable> Confirm(Receivable at, long? amount = null, string? reason = null,
        int? late = null) =>
        at.Confirm(amount is { } minor ? Make.Cny(minor) : null, reason, late, false, Make.Today);
}
