using SupplyFinance.Contracts;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class StopPaymentTests
{
    [Fact]
    public async Task A_cancel_before_release_means_the_payment_never_executes()
    {
        await using var settlement = await Settlement.Start();
        var instruction = await settlement.Instruct();
        var approval = await settlement.ProposeRelease(instruction.PaymentId);

        await settlement.Service.Deliver(
            new CancelPayment(instruction.PaymentId, instruction.DealId, "registration refused"));

        Assert.Equal("cancelled", await settlement.State(instruction.PaymentId));
        Assert.Equal(
            "registration refused", Assert.Single(await settlement.Service.Sent<PaymentWillNeverExecute>()).Reason);
        using var late = await settlement.Approve(settlement.PayerChecker, approval);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, late.StatusCode);
        Assert.Empty(await settlement.Bookings());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_instruction_and_its_cancel_at_the_same_moment_are_not_both_believed(bool instructionFirst)
    {
        await using var settlement = await Settlement.Start(isConnected: false);
        var instruction = new InstructPayment(
            Guid.CreateVersion7(), Guid.CreateVersion7(), settlement.Financier.Id, settlement.Supplier.Id, "CNY", 100,
            new DateOnly(2026, 3, 3), "Deal");
        var cancel = new CancelPayment(instruction.PaymentId, instruction.DealId, "undone");

        if (instructionFirst)
            await settlement.Service.Overlap(instruction, () => settlement.Service.Deliver(cancel));
        else await settlement.Service.Overlap(cancel, () => settlement.Service.Deliver(instruction));

        Assert.Equal("cancelled", await settlement.State(instruction.PaymentId));
        Assert.Single(await settlement.Service.Sent<PaymentWillNeverExecute>());
    }

    [Fact]
    public async Task A_cancel_that_comes_before_its_instruction_makes_it_be_refused()
    {
        await using var settlement = await Settlement.Start();
        var instruction = new InstructPayment(
            Guid.CreateVersion7(), Guid.CreateVersion7(), settlement.Financier.Id, settlement.Supplier.Id, "CNY", 100,
            new DateOnly(2026, 3, 3), "Deal");

        await settlement.Service.Deliver(new CancelPayment(instruction.PaymentId, instruction.DealId, "undone"));
        await settlement.Service.Deliver(instruction);

        Assert.Equal("cancelled", await settlement.State(instruction.PaymentId));
        Assert.Single(await settlement.Service.Sent<PaymentWillNeverExecute>());
    }

    [Fact]
    public async Task A_cancel_after_the_booking_is_answered_with_the_settlement()
    {
        await using var settlement = await Settlement.Start();
        var instruction = await settlement.InstructAndRelease();
        await settlement.Until(instruction.PaymentId, "settled");

        await settlement.Service.Deliver(new CancelPayment(instruction.PaymentId, instruction.DealId, "too late"));

        Assert.Equal(2, (await settlement.Service.Sent<PaymentSettled>()).Count);
        Assert.Empty(await settlement.Service.Sent<PaymentWillNeverExecute>());
    }
}
