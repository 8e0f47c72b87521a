using FsCheck.Xunit;
using SupplyFinance.Platform.Money;
using static SupplyFinance.BankSettlement.Tests.Amounts;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class WaterfallTests
{
    private static readonly DateOnly Due = new(2026, 6, 30);
    private static readonly LateCharge EightPercent = new(new Rate(80_000), DayBasis.Act360);
    private static readonly Guid A = Guid.CreateVersion7(), B = Guid.CreateVersion7(), C = Guid.CreateVersion7();

    private static readonly LotClaim[] Lots = [new(A, Cny("10000.00")), new(B, Cny("6000.00")), new(C, Cny("4000.00"))];

    [Fact]
    public void Twenty_thousand_paid_in_two_parts_comes_out_to_the_cent()
    {
        var debt = Debt.Of(Cny("20000.00"), Due, EightPercent);
        var first = Waterfall.Run(debt, Lots, Cny("12000.00"), Cny(0), Due);
        Assert.Equal([Cny("6000.00"), Cny("3600.00"), Cny("2400.00")], first.Shares.Select(x => x.Principal));
        Assert.All(first.Shares, x => Assert.True(x.Late.IsZero));
        var onA = FinancedShare.Of(first.Shares[0], new FinancierClaim(Cny("8000.00"), Cny("300.00")));
        Assert.Equal((Cny("6000.00"), Cny(0)), (onA.Financier, onA.Seller));

        var rest = Lots.Zip(first.Shares, (lot, share) => lot with { Unpaid = lot.Unpaid - share.Principal }).ToArray();
        var second = Waterfall.Run(first.Debt, rest, Cny("8069.33"), Cny(0), Due.AddDays(39));
        Assert.Equal(Cny("69.33"), second.Late);
        Assert.Equal([Cny("34.66"), Cny("20.80"), Cny("13.87")], second.Shares.Select(x => x.Late));
        Assert.Equal([Cny("4000.00"), Cny("2400.00"), Cny("1600.00")], second.Shares.Select(x => x.Principal));
        Assert.True(second.Surplus.IsZero);
        Assert.True(second.Debt.TotalOn(Due.AddDays(60)).IsZero);
        var againOnA = FinancedShare.Of(second.Shares[0], onA.Remaining);
        Assert.Equal((Cny("2300.00"), Cny("1700.00")), (againOnA.Advance + againOnA.Fees, againOnA.Seller));
        Assert.True(againOnA.Remaining.Total.IsZero);

        Assert.Equal(Cny("8334.66"), onA.Financier + againOnA.Financier);
        Assert.Equal(Cny("1700.00"), onA.Seller + againOnA.Seller);
        Assert.Equal(Cny("6020.80"), first.Shares[1].Total + second.Shares[1].Total);
        Assert.Equal(Cny("4013.87"), first.Shares[2].Total + second.Shares[2].Total);
    }

    [Fact]
    public void Bank_charges_come_before_late_charge_and_late_charge_before_principal()
    {
        var debt = Debt.Of(Cny("840.00"), Due, EightPercent);

        var paid = Waterfall.Run(debt, [new(A, Cny("840.00"))], Cny("10.00"), Cny("5.00"), Due.AddDays(39));

        Assert.Equal((Cny("5.00"), Cny("5.00"), Cny(0)), (paid.Charges, paid.Late, paid.Principal));
        Assert.Equal(Cny("2.28"), paid.Debt.LateAccrued);
    }

    [Fact]
    public void A_late_charge_left_unpaid_bears_no_charge_and_the_base_starts_anew()
    {
        var debt = Debt.Of(Cny("840.00"), Due, EightPercent);
        var first = Waterfall.Run(debt, [new(A, Cny("840.00"))], Cny("5.00"), Cny(0), Due.AddDays(39));

        Assert.Equal(Cny("2.28"), first.Debt.LateOn(Due.AddDays(39)));
        Assert.Equal(Cny("2.28") + Cny("7.28"), first.Debt.LateOn(Due.AddDays(78)));
    }

    [Fact]
    public void What_is_over_is_the_debtors()
    {
        var paid = Waterfall.Run(Debt.Of(Cny("20000.00"), Due, EightPercent), Lots, Cny("20500.00"), Cny(0), Due);

        Assert.Equal(Cny("500.00"), paid.Surplus);
        Assert.True(paid.Debt.Principal.IsZero);
    }

    [Fact]
    public void Money_with_an_earlier_value_date_costs_nothing_late_and_leaves_the_base()
    {
        var debt = Debt.Of(Cny("20000.00"), Due, EightPercent).AccruedTo(Due.AddDays(10));

        var paid = Waterfall.Run(debt, Lots, Cny("100.00"), Cny(0), Due.AddDays(5));

        Assert.Equal(debt.LateFrom, paid.Debt.LateFrom);
        Assert.Equal(Cny("44.44"), paid.Late);
    }

    [Fact]
    public void Lots_that_do_not_make_up_the_debt_are_refused() =>
        Assert.Throws<ArgumentException>(
            () => Waterfall.Run(Debt.Of(Cny("20000.00"), Due, EightPercent), Lots[..2], Cny("1.00"), Cny(0), Due));

    [Property]
    public bool What_goes_out_is_what_came_in_and_no_part_is_negative(
        uint a, uint b, uint c, uint received, ushort charges, byte days, byte rate)
    {
        LotClaim[] lots = [new(A, Cny(a)), new(B, Cny(b)), new(C, Cny(c))];
        var debt = Debt.Of(Cny(a + (long)b + c), Due, new LateCharge(new Rate(rate * 1000), DayBasis.Act365F));
        var paid = Waterfall.Run(debt, lots, Cny(received), Cny(charges), Due.AddDays(days));
        var inside = paid.Shares.Select(x => FinancedShare.Of(x, new FinancierClaim(Cny(a / 2), Cny(charges))))
            .ToList();
        Money[] parts =
        [
            paid.Charges, paid.Surplus, paid.Debt.Principal, paid.Debt.LateAccrued,
            .. paid.Shares.SelectMany(x => new[] { x.Late, x.Principal }),
            .. inside.SelectMany(x => new[] { x.Advance, x.Fees, x.Seller }),
        ];
        return paid.Charges + paid.Late + paid.Principal + paid.Surplus == Cny(received)
            && paid.Debt.Principal + paid.Principal == debt.Principal
            && parts.All(x => !x.IsNegative)
            && paid.Shares.Zip(lots).All(x => x.First.Principal <= x.Second.Unpaid)
            && inside.Zip(paid.Shares).All(x => x.First.Financier + x.First.Seller == x.Second.Total);
    }

    [Property]
    public bool A_debt_paid_in_parts_on_one_day_ends_as_if_paid_at_once(ushort a, ushort b, ushort part)
    {
        if (a + b == 0) return true;
        LotClaim[] lots = [new(A, Cny(a)), new(B, Cny(b))];
        var debt = Debt.Of(Cny(a + b), Due, EightPercent);
        var day = Due.AddDays(30);
        var owed = debt.TotalOn(day);
        var first = Waterfall.Run(debt, lots, Money.Min(Cny(part), owed), Cny(0), day);
        var rest = lots.Zip(first.Shares, (lot, x) => lot with { Unpaid = lot.Unpaid - x.Principal }).ToArray();
        var second = Waterfall.Run(first.Debt, rest, first.Debt.TotalOn(day), Cny(0), day);
        return second.Debt.TotalOn(day.AddDays(100)).IsZero
            && first.Late + second.Late + first.Principal + second.Principal == owed;
    }
}
