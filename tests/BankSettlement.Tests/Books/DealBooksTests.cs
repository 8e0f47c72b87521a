using FsCheck.Xunit;
using SupplyFinance.Contracts;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class DealBooksTests
{
    private static readonly DateOnly Day = new(2026, 3, 5);

    [Fact]
    public void A_purchase_sets_the_face_against_cash_reserve_discount_and_fees()
    {
        var deal = Deal(1_000_000, 800_000, discount: 2_000, feesAtPayout: 500, cash: 797_500);

        var lines = DealBooks.Purchase(deal, Day).Lines.ToDictionary(x => x.Account, x => x.Amount.Minor);

        Assert.Equal(1_000_000, lines[Accounts.Purchased(deal.FinancierId)]);
        Assert.Equal(-797_500, lines[Accounts.Advance(deal.Id)]);
        Assert.Equal(-200_000, lines[Accounts.Reserve(deal.SellerId)]);
        Assert.Equal(-2_000, lines[Accounts.Discount(deal.FinancierId)]);
        Assert.Equal(-500, lines[Accounts.Fees(deal.FinancierId)]);
        Assert.DoesNotContain(Accounts.CostBorne(deal.DebtorId), lines.Keys);
    }

    [Fact]
    public void Where_the_debtor_bears_the_cost_it_owes_the_discount()
    {
        var deal = Deal(1_000_000, 800_000, discount: 2_000, feesAtPayout: 0, cash: 800_000);

        var lines = DealBooks.Purchase(deal, Day).Lines.ToDictionary(x => x.Account, x => x.Amount.Minor);

        Assert.Equal(2_000, lines[Accounts.CostBorne(deal.DebtorId)]);
    }

    [Property]
    public bool Whatever_the_figures_the_posting_balances(
        uint face, uint financed, ushort discount, ushort fees, uint cash) =>
        DealBooks.Purchase(Deal(face + 1L, financed, discount, fees, cash), Day).Lines.Sum(x => x.Amount.Minor) == 0;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_purchase_is_posted_once_in_whatever_order_receipt_and_figures_come(bool figuresFirst)
    {
        await using var settlement = await Settlement.Start();
        var instruction = await settlement.Instruct();
        var deal = Deal(1_000_000, 965_000, 0, 0, 965_000) with
        {
            Id = instruction.DealId, FinancierId = settlement.Financier.Id, PaymentId = instruction.PaymentId,
        };
        if (figuresFirst) await settlement.Service.Deliver(deal);
        await settlement.Release(instruction.PaymentId);
        await settlement.Until(instruction.PaymentId, "settled");

        await settlement.Service.Deliver(deal with { Version = 2 });
        await settlement.Service.Deliver(deal with { Version = 3, State = DealStates.Completed });

        var balances = await settlement.Balances();
        Assert.Equal("10000.00", balances[Accounts.Purchased(settlement.Financier.Id)]);
        Assert.Equal("0.00", balances[Accounts.Advance(deal.Id)]);
    }

    [Fact]
    public async Task Receipt_and_figures_that_come_at_the_same_moment_do_not_pass_each_other_by()
    {
        await using var settlement = await Settlement.Start(isConnected: false);
        var instruction = await settlement.Instruct();
        await settlement.Release(instruction.PaymentId);
        var deal = Deal(1_000_000, 965_000, 0, 0, 965_000) with
        {
            Id = instruction.DealId, FinancierId = settlement.Financier.Id, PaymentId = instruction.PaymentId,
        };

        await settlement.Service.Overlap(deal, async () =>
        {
            settlement.Connect();
            await settlement.Until(instruction.PaymentId, "settled");
        });

        Assert.Equal("0.00", (await settlement.Balances())[Accounts.Advance(deal.Id)]);
    }

    private static DealChanged Deal(long face, long financed, long discount, long feesAtPayout, long cash) => new(
        Guid.CreateVersion7(), 1, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(),
        Guid.CreateVersion7(),
        "supplier", "CNY",
        [
            new DealLot(
                Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), face, financed, discount,
                feesAtPayout, 0),
        ],
        cash, 40_000, "ACT/360", false, Day, DealStates.Paying, Guid.CreateVersion7(), null);
}
