using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Deals;

namespace SupplyFinance.Factoring.Tests.Deals;

public class DealProcessTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly Fate Good = new(true, true, true, 0, 0, false, false);

    private static readonly Arbitrary<Fate> Fates =
        (from claim in Often() from locks in Often() from settles in Often() from registration in Gen.Elements(true, false)
         from transferFreezes in Gen.Choose(0, 3) from releaseFreezes in Gen.Choose(0, 3) from cancels in Gen.Elements(true, false)
         select new Fate(claim, locks, settles, transferFreezes, releaseFreezes, registration, cancels)).ToArbitrary();

    [Property(MaxTest = 500)]
    public Property Any_order_and_number_of_messages_ends_with_each_effect_once() =>
        Prop.ForAll(Fates, Gen.Choose(0, int.MaxValue).ToArbitrary(), (fate, seed) =>
        {
            var world = new DealWorld(fate, seed);
            world.Run();
            if (world.Deal.State == DealStates.Completed)
            {
                Assert.True(fate.ClaimGranted && fate.LockGranted && fate.Settles);
                Assert.Equal((1, 1, 1, 0), (world.PaymentsMade, world.Claims, world.Notices, world.LimitReleases));
                Assert.Equal(world.Plan.LotIds.Order(), world.TitleMoved.Order());
            }
            else
            {
                Assert.Equal(DealStates.Failed, world.Deal.State);
                Assert.Equal((0, 0, 0, 1), (world.PaymentsMade, world.Claims, world.Notices, world.LimitReleases));
                Assert.Empty(world.TitleMoved);
                Assert.Null(world.LockedBy);
                Assert.NotNull(world.Deal.Reason);
            }
        });

    [Property]
    public Property Without_refusals_every_deal_completes() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Elements(true, false).ToArbitrary(), (seed, registration) =>
        {
            var world = new DealWorld(Good with { RegistrationRequired = registration }, seed);
            world.Run();
            return world.Deal.State == DealStates.Completed && world.Alarms.Count == 0;
        });

    [Fact]
    public void The_money_waits_for_the_registration_where_policy_demands_it()
    {
        var plan = DealPlans.Of(registrationRequired: true);
        var locked = At(DealStates.Locking, plan, Executed(plan.LockId));
        Assert.Equal(DealStates.Registering, locked.Progress.State);
        Assert.Empty(locked.Sends);

        var registered = DealProcess.Decide(plan, locked.Progress, new RegistrationRecorded(plan.DealId, "reg-7"), Now);
        Assert.Equal(DealStates.Paying, registered.Progress.State);
        Assert.Equal("reg-7", registered.Progress.RegistrationReference);
        Assert.Equal(plan.PaymentId, Assert.IsType<InstructPayment>(registered.Sends.Single()).PaymentId);
    }

    [Fact]
    public void The_deal_lock_takes_over_the_auction_lock_for_the_winner()
    {
        var plan = DealPlans.Of(false);
        var claimed = At(DealStates.Claiming, plan, new InvoicesClaimed(plan.ClaimId, plan.DealId));
        var locking = Assert.IsType<LockLots>(claimed.Sends.Single());
        Assert.Equal((LockPurposes.Deal, plan.DealId), (locking.Purpose, locking.Reference));
        Assert.Equal(plan.FinancingRequestId, locking.PriorReference);
        Assert.Equal(plan.FinancierId, locking.BeneficiaryId);
        Assert.Equal(locking.Owner, Assert.Single(locking.SignedBy).Party);
    }

    [Fact]
    public void A_refused_claim_releases_the_auction_lock_and_then_the_limit()
    {
        var plan = DealPlans.Of(false);
        var refused = At(DealStates.Claiming, plan, new InvoiceClaimRefused(plan.ClaimId, plan.DealId, null, "claimed"));
        Assert.Equal((DealStates.Undoing, "claimed"), (refused.Progress.State, refused.Progress.Reason));
        Assert.Equal(plan.FinancingRequestId, Assert.IsType<ReleaseLots>(refused.Sends.Single()).LockReference);
        Assert.False(refused.ReleasesLimit);

        var released = DealProcess.Decide(plan, refused.Progress, Executed(plan.ReleaseId(0)), Now);
        Assert.Equal(DealStates.Failed, released.Progress.State);
        Assert.Empty(released.Sends);
        Assert.True(released.ReleasesLimit);
    }

    [Fact]
    public void A_refused_lock_gives_the_claim_back_after_the_auction_lock()
    {
        var plan = DealPlans.Of(false);
        var refused = At(DealStates.Locking, plan, Refused(plan.LockId, "lot-consumed"));
        Assert.Equal(plan.FinancingRequestId, Assert.IsType<ReleaseLots>(refused.Sends.Single()).LockReference);

        var released = DealProcess.Decide(plan, refused.Progress, Refused(plan.ReleaseId(0), "lot-consumed"), Now);
        Assert.Equal(DealStates.Failed, released.Progress.State);
        Assert.Equal(plan.ClaimId, Assert.IsType<ReleaseInvoiceClaim>(released.Sends.Single()).ClaimId);
    }

    [Fact]
    public void A_payment_that_will_never_execute_releases_the_deal_lock_first()
    {
        var plan = DealPlans.Of(false);
        var never = At(DealStates.Paying, plan, new PaymentWillNeverExecute(plan.PaymentId, plan.DealId, "rejected"));
        Assert.Equal(plan.DealId, Assert.IsType<ReleaseLots>(never.Sends.Single()).LockReference);
    }

    [Fact]
    public void Nothing_but_the_banks_word_ends_a_payment()
    {
        var plan = DealPlans.Of(false);
        var cancelled = At(DealStates.Paying, plan, new CancelDeal(plan.DealId, "changed mind"));
        Assert.Equal(DealStates.Paying, cancelled.Progress.State);
        Assert.IsType<CancelPayment>(cancelled.Sends.Single());

        var reminded = At(DealStates.Paying, plan, new RemindDeal(plan.DealId, DealStates.Paying, 0));
        Assert.Equal(DealStates.Paying, reminded.Progress.State);
        Assert.Equal(plan.PaymentId, Assert.IsType<InstructPayment>(reminded.Sends.Single()).PaymentId);
    }

    [Fact]
    public void Once_settled_there_is_only_forward()
    {
        var plan = DealPlans.Of(false);
        var settled = At(
            DealStates.Paying, plan, new PaymentSettled(plan.PaymentId, plan.DealId, "CNY", 1, new DateOnly(2026, 3, 3), "b"));
        Assert.Equal(DealStates.Transferring, settled.Progress.State);
        Assert.Equal(2, settled.Sends.Length);

        var never = DealProcess.Decide(
            plan, settled.Progress, new PaymentWillNeverExecute(plan.PaymentId, plan.DealId, "late"), Now);
        Assert.Equal(DealStates.Transferring, never.Progress.State);
        Assert.NotNull(never.Alarm);

        var frozen = DealProcess.Decide(plan, settled.Progress, Refused(plan.TransferId(0, 0), LedgerRefusals.Frozen), Now);
        Assert.Equal((DealStates.Transferring, 1), (frozen.Progress.State, frozen.Progress.Attempt));
        Assert.Equal("title-held: frozen", frozen.Progress.Reason);
        Assert.Equal(Now + DealProcess.RetryAfter, frozen.RemindAt);
        Assert.NotNull(frozen.Alarm);
    }

    [Fact]
    public void An_earlier_transfer_that_is_executed_late_still_counts()
    {
        var plan = DealPlans.Of(false);
        var second = Deal(DealStates.Transferring) with { Attempt = 1 };
        var first = DealProcess.Decide(plan, second, Executed(plan.TransferId(0, 0)), Now);
        Assert.Equal(2, first.Progress.Transferred.Count);
        var rest = DealProcess.Decide(plan, first.Progress, Executed(plan.TransferId(1, 1)), Now);
        Assert.Equal(DealStates.Completed, rest.Progress.State);
        Assert.True(rest.IssuesNotice);
    }

    [Fact]
    public void Messages_of_another_deal_change_nothing()
    {
        var (plan, other) = (DealPlans.Of(false), DealPlans.Of(false));
        foreach (var state in new[] { DealStates.Claiming, DealStates.Locking, DealStates.Paying, DealStates.Transferring })
        {
            IMessage[] foreign =
            [
                new InvoicesClaimed(other.ClaimId, other.DealId), Executed(other.LockId), Executed(other.TransferId(0, 0)),
                new PaymentWillNeverExecute(other.PaymentId, other.DealId, "rejected"),
            ];
            Assert.All(foreign, m => Assert.Equal(Deal(state), At(state, plan, m).Progress));
        }
    }

    [Fact]
    public void A_step_and_its_compensation_share_one_key()
    {
        var plan = DealPlans.Of(false);
        Assert.Equal(plan.ClaimId, DealPlan.StepOf(plan.DealId, "claim"));
        Assert.NotEqual(plan.ClaimId, plan.LockId);
        Assert.Equal(8, plan.ClaimId.Version);
    }

    private static Gen<bool> Often() => Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)));

    private static DealProgress Deal(string state) => DealProgress.Accepted with { State = state };

    private static DealOutcome At(string state, DealPlan plan, IMessage message) =>
        DealProcess.Decide(plan, Deal(state), message, Now);

    private static InstructionExecuted Executed(Guid id) => new(id, "any", 1, Now, [], [], []);

    private static InstructionRefused Refused(Guid id, string reason) => new(id, "any", reason, "because", null);
}
