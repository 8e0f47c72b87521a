using Microsoft.Extensions.DependencyInjection;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Testing;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class SubmitPaymentsTests
{
    [Fact]
    public async Task A_released_payment_is_executed_once_and_settled_by_the_banks_booking()
    {
        await using var settlement = await Settlement.Start();
        var instruction = await settlement.InstructAndRelease();

        await settlement.Until(instruction.PaymentId, "settled");

        var told = Assert.Single(await settlement.Service.Sent<PaymentSettled>());
        Assert.Equal((instruction.PaymentId, instruction.DealId, 965_000L, "CNY"),
            (told.PaymentId, told.DealId, told.Amount, told.Currency));
        var debit = Assert.Single(await settlement.Bookings("7001"));
        Assert.Equal(instruction.PaymentId.ToString("N"), debit.GetProperty("endToEndId").GetString());
        Assert.Equal(told.BankReference, debit.GetProperty("reference").GetString());
        Assert.Equal("1001", debit.GetProperty("counterpartyAccount").GetString());
        Assert.Equal("-9650.00", (await settlement.Balances())["cash/7001"]);
    }

    [Fact]
    public async Task A_payment_the_bank_rejects_is_told_never_to_execute()
    {
        await using var settlement = await Settlement.Start();
        await settlement.Behave(new { kind = "reject", reasonCode = "AC04" });
        var instruction = await settlement.InstructAndRelease();

        await settlement.Until(instruction.PaymentId, "rejected");

        var told = Assert.Single(await settlement.Service.Sent<PaymentWillNeverExecute>());
        Assert.Equal(instruction.PaymentId, told.PaymentId);
        Assert.StartsWith("AC04", told.Reason, StringComparison.Ordinal);
        Assert.Empty(await settlement.Service.Sent<PaymentSettled>());
        Assert.Empty(await settlement.Bookings());
    }

    [Fact]
    public async Task A_bank_that_never_answers_leaves_the_payment_indeterminate_and_asked_about_until_it_does()
    {
        await using var settlement = await Settlement.Start();
        await settlement.Behave(new { kind = "never-answer" });
        var instruction = await settlement.InstructAndRelease();

        await settlement.Until(instruction.PaymentId, "indeterminate");
        Assert.Single(await settlement.Payments("&state=indeterminate"));
        await settlement.Service.Deliver(new CancelPayment(instruction.PaymentId, instruction.DealId, "too slow"));
        settlement.Time.Advance(SubmitPayments.LongestWait);
        Assert.Empty(await settlement.Service.Sent<PaymentWillNeverExecute>());
        Assert.Equal("indeterminate", await settlement.State(instruction.PaymentId));

        await settlement.BehaveWell();
        settlement.Time.Advance(TimeSpan.FromMinutes(1));
        await settlement.Until(instruction.PaymentId, "settled");

        Assert.Single(await settlement.Bookings("7001"));
        Assert.Single(await settlement.Service.Sent<PaymentSettled>());
    }

    [Fact]
    public async Task A_lost_answer_does_not_pay_twice()
    {
        await using var settlement = await Settlement.Start();
        await settlement.Behave(new { kind = "lose-answer" });
        var instruction = await settlement.InstructAndRelease();

        await settlement.Until(instruction.PaymentId, "settled");

        Assert.Single(await settlement.Bookings("7001"));
    }

    [Fact]
    public async Task A_late_answer_settles_when_the_bank_has_booked()
    {
        await using var settlement = await Settlement.Start();
        await settlement.Behave(new { kind = "answer-late", times = 2 });
        var instruction = await settlement.InstructAndRelease();
        await settlement.Until(instruction.PaymentId, "submitted");

        await Wait.Until("the booking", async () =>
        {
            settlement.Time.Advance(SubmitPayments.LongestWait);
            return await settlement.State(instruction.PaymentId) == "settled";
        });

        Assert.Single(await settlement.Bookings("7001"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_around_sending_ends_with_the_payment_made_exactly_once(bool hasLeft)
    {
        await using var settlement = await Settlement.Start(isConnected: false);
        var instruction = await settlement.InstructAndRelease();
        var database = settlement.Service.Services.GetRequiredService<Database>();
        using var dying = new DyingLine(hasLeft);
        var client = new BankClient(new Platform.Hosting.ServiceSettings
        {
            Own = new Dictionary<string, string>
            {
                [BankClient.AddressSetting] = settlement.BankAddress, [BankClient.KeySetting] =
                    settlement.Settings.Own[BankClient.KeySetting],
            },
        }, dying);

        await Assert.ThrowsAsync<ProcessKilledException>(
            () => new SubmitPayments(database, client).Run(CancellationToken.None));

        Assert.Equal("submitted", await settlement.State(instruction.PaymentId));
        Assert.Equal(hasLeft ? 1 : 0, (await settlement.Bookings("7001")).Count);
        settlement.Connect();
        settlement.Time.Advance(TimeSpan.FromMinutes(1));
        await settlement.Until(instruction.PaymentId, "settled");
        Assert.Single(await settlement.Bookings("7001"));
        Assert.Single(await settlement.Service.Sent<PaymentSettled>());
    }

    [Fact]
    public async Task Many_workers_on_one_database_pay_once()
    {
        await using var settlement = await Settlement.Start(isConnected: false);
        var instruction = await settlement.InstructAndRelease();
        settlement.Connect();
        var database = settlement.Service.Services.GetRequiredService<Database>();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            new SubmitPayments(database, new BankClient(settlement.Settings)).Run(CancellationToken.None)));

        await settlement.Until(instruction.PaymentId, "settled");
        Assert.Single(await settlement.Bookings("7001"));
        Assert.Single(await settlement.Service.Sent<PaymentSettled>());
    }

    [Fact]
    public async Task An_account_that_changes_after_the_release_voids_it()
    {
        await using var settlement = await Settlement.Start(isConnected: false);
        var instruction = await settlement.InstructAndRelease();
        var moved = settlement.Supplier with { BankAccounts = [Settlement.Account("9999")] };
        await settlement.Service.Deliver(moved.Changed(version: 2));

        settlement.Connect();

        await settlement.Until(instruction.PaymentId, "instructed");
        Assert.Equal(
            "account-changed", (await settlement.Payment(instruction.PaymentId)).GetProperty("reason").GetString());
        Assert.Empty(await settlement.Bookings());
        await settlement.Release(instruction.PaymentId);
        await settlement.Until(instruction.PaymentId, "settled");
        Assert.Equal(
            "9999", Assert.Single(await settlement.Bookings("7001")).GetProperty("counterpartyAccount").GetString());
    }

    private sealed class ProcessKilledException : Exception;

    /// <summary>The process dies before the message leaves, or after the bank has it and before the answer is
    /// recorded.</summary>
    private sealed class DyingLine(bool afterSending) : HttpClientHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (afterSending) (await base.SendAsync(request, cancellationToken)).Dispose();
            throw new ProcessKilledException();
        }
    }
}
