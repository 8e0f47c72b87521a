using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SupplyFinance.Factoring.Limits;
using SupplyFinance.Platform.Money;
using static SupplyFinance.Factoring.Tests.Pricing.Figures;

namespace SupplyFinance.Factoring.Tests.Limits;

public class LimitBlockTests
{
    private static readonly Guid Debtor = Guid.NewGuid();
    private static readonly Guid Supplier = Guid.NewGuid();
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void A_face_within_the_limit_is_held()
    {
        var held = Assert.IsType<LimitBlock.Held>(Ask("100.00", Limit("100.00")));
        Assert.Equal(Yuan("100.00"), held.Limits.Single().Blocked);
        Assert.Equal(Yuan("0.00"), held.Limits.Single().Free(Today));
    }

    [Fact]
    public void Blocked_and_utilised_count_together()
    {
        var limit = Limit("100.00") with { Blocked = Yuan("30.00"), Utilised = Yuan("30.01") };
        var exceeded = Assert.IsType<LimitBlock.Exceeded>(Ask("40.00", limit));
        Assert.Equal(Yuan("39.99"), exceeded.Free);
    }

    [Fact]
    public void The_pair_and_the_debtor_must_each_carry_the_face()
    {
        var debtor = Limit("100.00");
        var pair = Limit("50.00") with { SupplierId = Supplier };
        Assert.Equal(pair.Id, Assert.IsType<LimitBlock.Exceeded>(Ask("60.00", debtor, pair)).LimitId);
        Assert.Equal(2, Assert.IsType<LimitBlock.Held>(Ask("50.00", debtor, pair)).Limits.Count);
    }

    [Fact]
    public void A_pair_alone_is_a_limit() =>
        Assert.IsType<LimitBlock.Held>(Ask("50.00", Limit("50.00") with { SupplierId = Supplier }));

    [Fact]
    public void Limits_of_another_debtor_supplier_or_currency_do_not_count() =>
        Assert.IsType<LimitBlock.NoLimit>(Ask(
            "1.00",
            Limit("100.00") with { DebtorId = Guid.NewGuid() },
            Limit("100.00") with { SupplierId = Guid.NewGuid() },
            Limit("100.00") with { Amount = new Money(100, Currency.Of("EUR")) }));

    [Fact]
    public void A_suspended_limit_carries_nothing_and_shows_all_that_is_used_as_over()
    {
        var limit = Limit("100.00") with { Suspended = true, Utilised = Yuan("40.00") };
        Assert.IsType<LimitBlock.Exceeded>(Ask("0.01", limit));
        Assert.Equal(Yuan("0.00"), limit.Free(Today));
        Assert.Equal(Yuan("40.00"), limit.OverBy(Today));
    }

    [Fact]
    public void A_limit_may_be_drawn_on_its_last_day_and_not_after()
    {
        Assert.IsType<LimitBlock.Held>(Ask("1.00", Limit("1.00") with { Until = Today }));
        Assert.IsType<LimitBlock.Exceeded>(Ask("1.00", Limit("1.00") with { Until = Today.AddDays(-1) }));
    }

    [Fact]
    public void A_limit_lowered_below_what_is_used_shows_nothing_free_and_the_rest_over()
    {
        var limit = Limit("50.00") with { Blocked = Yuan("20.00"), Utilised = Yuan("40.00") };
        Assert.Equal(Yuan("0.00"), limit.Free(Today));
        Assert.Equal(Yuan("10.00"), limit.OverBy(Today));
    }

    [Fact]
    public void A_deal_converts_its_block_without_being_judged_again()
    {
        var lowered = Limit("1.00") with { Blocked = Yuan("60.00") };
        var converted = lowered.Convert(Yuan("60.00"));
        Assert.Equal(Yuan("0.00"), converted.Blocked);
        Assert.Equal(Yuan("60.00"), converted.Utilised);
    }

    [Fact]
    public void More_than_is_held_is_never_given_back() =>
        Assert.Throws<InvalidOperationException>(() => (Limit("9.00") with { Blocked = Yuan("1.00") }).Unblock(Yuan("1.01")));

    [Property]
    public Property No_sequence_of_bids_deals_and_repayments_takes_a_limit_over_its_amount() => Prop.ForAll(
        (from kind in Gen.Choose(0, 3) from face in Gen.Choose(1, 60) select (kind, face)).ListOf().ToArbitrary(),
        steps =>
        {
            CreditLimit[] limits = [Limit("1.00"), Limit("0.70") with { SupplierId = Supplier }];
            List<Money> blocks = [], deals = [];
            foreach (var (kind, minor) in steps)
            {
                var face = new Money(minor, Cny);
                if (kind == 0 && LimitBlock.Judge(limits, Debtor, Supplier, face, Today) is LimitBlock.Held held)
                {
                    limits = [.. held.Limits];
                    blocks.Add(face);
                }
                else if (kind == 1 && Take(blocks) is { } lost) limits = [.. limits.Select(x => x.Unblock(lost))];
                else if (kind == 2 && Take(blocks) is { } won)
                {
                    limits = [.. limits.Select(x => x.Convert(won))];
                    deals.Add(won);
                }
                else if (kind == 3 && Take(deals) is { } paid) limits = [.. limits.Select(x => x.Repay(paid))];
            }

            return limits.All(x => x.OverBy(Today).IsZero
                && x.Blocked.Minor == blocks.Sum(b => b.Minor) && x.Utilised.Minor == deals.Sum(d => d.Minor));
        });

    private static Money? Take(List<Money> held)
    {
        if (held.Count == 0) return null;
        var first = held[0];
        held.RemoveAt(0);
        return first;
    }

    private static LimitBlock Ask(string face, params CreditLimit[] limits) =>
        LimitBlock.Judge(limits, Debtor, Supplier, Yuan(face), Today);

    private static CreditLimit Limit(string amount) => new(
        Guid.NewGuid(), Guid.NewGuid(), Debtor, null, Yuan(amount), Today.AddDays(300), false, Yuan("0.00"), Yuan("0.00"));
}
