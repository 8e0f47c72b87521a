using SupplyFinance.Factoring.Auctions;
using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Tests.Auctions;

public class BidRulesTests
{
    private static readonly DateOnly Closing = new(2026, 3, 2);
    private static readonly DateTimeOffset ClosesAt = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly BidContent Fair = new(
        Guid.NewGuid(), Guid.NewGuid(), 40_000, "ACT/360", DiscountMethod.Straight, 800_000, 100, 100, false,
        Closing.AddDays(1), ClosesAt.AddDays(1), null, "salt");

    public static TheoryData<string, BidContent> Broken => new()
    {
        { "rate", Fair with { RatePpm = -1 } },
        { "rate", Fair with { RatePpm = 1_000_001 } },
        { "day-basis", Fair with { DayBasis = "ACT/365" } },
        { "advance", Fair with { AdvancePpm = 9_999 } },
        { "advance", Fair with { AdvancePpm = 1_000_001 } },
        { "recourse-not-allowed", Fair with { WithRecourse = true } },
        { "value-date", Fair with { ValueDate = Closing.AddDays(-1) } },
        { "value-date", Fair with { ValueDate = Closing.AddDays(90) } },
        { "validity", Fair with { ValidUntil = ClosesAt } },
        { "fees", Fair with { FeesAtPayout = -1 } },
        { "fees", Fair with { FeesFromReserve = 200_001 } },
        { "nothing-paid", Fair with { FeesAtPayout = 800_000 } },
    };

    [Fact]
    public void A_fair_bid_breaks_no_rule() => Assert.Null(Judge(Fair));

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_bid_that_breaks_a_rule_is_refused_by_its_name(string rule, BidContent bid) =>
        Assert.Equal(rule, Judge(bid)?.Code);

    [Fact]
    public void A_fixed_advance_binds_every_bid()
    {
        Assert.Null(Judge(Fair, advancePpm: 800_000));
        Assert.Equal("advance-fixed", Judge(Fair, advancePpm: 900_000)?.Code);
    }

    [Fact]
    public void Where_the_debtor_bears_the_cost_no_fee_comes_out_of_the_suppliers_reserve() =>
        Assert.Equal("fees", Judge(Fair, bearer: CostBearer.Debtor)?.Code);

    [Fact]
    public void Above_six_months_the_bank_says_why_the_tenor_is_reasonable()
    {
        Assert.Equal("tenor-reason", Judge(Fair, confirmedOn: Closing.AddMonths(-4))?.Code);
        Assert.Null(Judge(Fair with { TenorReason = "seasonal goods" }, confirmedOn: Closing.AddMonths(-4)));
    }

    private static Failure? Judge(
        BidContent bid, int? advancePpm = null, CostBearer bearer = CostBearer.Supplier, DateOnly? confirmedOn = null) =>
        BidRules.Judge(
            new FinancingRequest
            {
                ClosesAt = ClosesAt,
                Currency = "CNY",
                AdvancePpm = advancePpm,
                CostBearer = bearer.ToString(),
                State = nameof(RequestState.Open),
            },
            [new RequestLot { LotId = Guid.NewGuid(), Face = 1_000_000, DueDate = Closing.AddDays(90) }],
            bid, Closing, confirmedOn ?? Closing);
}
