using FsCheck;
using FsCheck.Fluent;
using static SupplyFinance.BankSettlement.PaymentStates;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class PaymentProcessTests
{
    private static readonly string[] All =
        [Instructed, Released, Submitted, Indeterminate, Settled, Rejected, Cancelled];

    [Theory]
    [InlineData(Instructed)]
    [InlineData(Released)]
    public void A_cancel_before_it_left_means_it_never_executes(string state)
    {
        var step = PaymentProcess.Cancel(state);

        Assert.Equal(new PaymentStep(Cancelled, PaymentEffect.WillNeverExecute), step);
        Assert.Null(PaymentProcess.Release(step.State));
        Assert.Null(PaymentProcess.Submit(step.State));
    }

    [Theory]
    [InlineData(Submitted)]
    [InlineData(Indeterminate)]
    public void A_cancel_after_it_left_changes_nothing_and_promises_nothing(string state) =>
        Assert.Equal(new PaymentStep(state, PaymentEffect.None), PaymentProcess.Cancel(state));

    [Fact]
    public void A_cancel_of_a_settled_payment_is_answered_with_the_settlement() =>
        Assert.Equal(new PaymentStep(Settled, PaymentEffect.Settled), PaymentProcess.Cancel(Settled));

    [Theory]
    [InlineData(BankAnswer.Accepted, Submitted, PaymentEffect.None)]
    [InlineData(BankAnswer.None, Indeterminate, PaymentEffect.None)]
    [InlineData(BankAnswer.Rejected, Rejected, PaymentEffect.WillNeverExecute)]
    [InlineData(BankAnswer.Unknown, Submitted, PaymentEffect.SendAgain)]
    public void The_banks_answer_to_a_submitted_payment_decides(
        BankAnswer answer, string state, PaymentEffect effect) =>
        Assert.Equal(new PaymentStep(state, effect), PaymentProcess.Answered(Submitted, answer));

    [Fact]
    public void Only_a_booking_settles_and_only_once()
    {
        Assert.Equal(new PaymentStep(Settled, PaymentEffect.Settled), PaymentProcess.Booked(Submitted));
        Assert.Equal(new PaymentStep(Settled, PaymentEffect.Settled), PaymentProcess.Booked(Indeterminate));
        Assert.Equal(new PaymentStep(Settled, PaymentEffect.Exception), PaymentProcess.Booked(Settled));
    }

    [Theory]
    [InlineData(Instructed)]
    [InlineData(Released)]
    [InlineData(Rejected)]
    [InlineData(Cancelled)]
    public void A_booking_of_what_was_not_handed_in_is_an_exception(string state) =>
        Assert.Equal(new PaymentStep(state, PaymentEffect.Exception), PaymentProcess.Booked(state));

    [Fact]
    public void It_leaves_only_once_released()
    {
        Assert.Equal([Released], All.Where(x => PaymentProcess.Submit(x) is not null));
        Assert.Equal([Instructed], All.Where(x => PaymentProcess.Release(x) is not null));
        Assert.Equal([Released], All.Where(x => PaymentProcess.VoidRelease(x) is not null));
    }

    [Fact]
    public void Whatever_happens_it_is_told_as_settled_or_as_never_executing_but_not_both()
    {
        var steps = Gen.Choose(0, 6).ArrayOf().ToArbitrary();
        Prop.ForAll(steps, choices =>
        {
            var state = Instructed;
            var told = new HashSet<PaymentEffect>();
            foreach (var choice in choices)
            {
                var step = choice switch
                {
                    0 => PaymentProcess.Release(state),
                    1 => PaymentProcess.Submit(state),
                    2 => PaymentProcess.Cancel(state),
                    3 => PaymentProcess.Booked(state),
                    4 => PaymentProcess.VoidRelease(state),
                    5 => PaymentProcess.Answered(state, BankAnswer.Rejected),
                    _ => PaymentProcess.Answered(state, BankAnswer.None),
                };
                if (step is not { } taken) continue;
                state = taken.State;
                if (taken.Effect is PaymentEffect.Settled or PaymentEffect.WillNeverExecute) told.Add(taken.Effect);
            }

            return told.Count <= 1;
        }).QuickCheckThrowOnFailure();
    }
}
