using System.Text;
using SupplyFinance.Contracts;
using SupplyFinance.SandboxBank;
using SupplyFinance.Testing;
using static SupplyFinance.BankSettlement.Tests.Amounts;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class BookEntryTests
{
    [Fact]
    public async Task A_booking_of_another_amount_settles_nothing_and_is_listed()
    {
        await using var settlement = await Settlement.Start();
        await settlement.Behave(new { kind = "wrong-amount" });
        var instruction = await settlement.InstructAndRelease();

        var exception = Assert.Single(await settlement.UntilException("wrong-amount"));

        Assert.Equal(instruction.PaymentId, exception.GetProperty("paymentId").GetGuid());
        Assert.Equal("9650.01", exception.GetProperty("amount").GetProperty("amount").GetString());
        Assert.Equal("submitted", await settlement.State(instruction.PaymentId));
        Assert.Empty(await settlement.Service.Sent<PaymentSettled>());
        Assert.Empty(await settlement.Balances());
    }

    [Fact]
    public async Task A_booking_under_a_reference_we_never_gave_is_listed_and_the_payment_waits()
    {
        await using var settlement = await Settlement.Start();
        await settlement.Behave(new { kind = "wrong-reference" });
        var instruction = await settlement.InstructAndRelease();

        Assert.Single(await settlement.UntilException("unknown-reference"));

        Assert.Equal("submitted", await settlement.State(instruction.PaymentId));
        Assert.Empty(await settlement.Balances());
    }

    [Fact]
    public async Task A_double_notification_changes_nothing()
    {
        await using var settlement = await Settlement.Start();
        await settlement.Behave(new { kind = "notify-twice" });
        var instruction = await settlement.InstructAndRelease();
        await settlement.Until(instruction.PaymentId, "settled");

        await settlement.RepeatNotification(1);
        await Marker(settlement);

        Assert.DoesNotContain(
            await settlement.Exceptions(), x => x.GetProperty("cause").GetString() != "unreadable-notification");
        Assert.Single(await settlement.Service.Sent<PaymentSettled>());
        Assert.Equal("-9650.00", (await settlement.Balances())["cash/7001"]);
    }

    [Fact]
    public async Task A_payment_the_bank_books_twice_settles_once_and_the_second_booking_is_listed()
    {
        await using var settlement = await Settlement.Start();
        await settlement.Behave(new { kind = "book-twice" });
        var instruction = await settlement.InstructAndRelease();

        var exception = Assert.Single(await settlement.UntilException("unexpected-booking"));

        Assert.Equal(instruction.PaymentId, exception.GetProperty("paymentId").GetGuid());
        Assert.Single(await settlement.Service.Sent<PaymentSettled>());
        Assert.Equal("-9650.00", (await settlement.Balances())["cash/7001"]);
    }

    [Fact]
    public async Task Money_with_an_unknown_reference_goes_to_suspense_and_is_listed_for_the_accounts_owner()
    {
        await using var settlement = await Settlement.Start();

        await settlement.Transfer("8888", "5009", "120.00", "RF18539007547034");

        var exception = Assert.Single(await settlement.UntilException("unknown-reference"));
        Assert.Equal("5009", exception.GetProperty("account").GetString());
        var balances = await settlement.Balances();
        Assert.Equal(("120.00", "-120.00"), (balances["cash/5009"], balances["suspense/5009"]));
        Assert.Single(await settlement.Exceptions(settlement.Debtor.Viewer()));
        Assert.Single(await settlement.Exceptions(TestOrganisation.Operator().Viewer()));
        Assert.Empty(await settlement.Exceptions(settlement.Supplier.Viewer()));
    }

    [Fact]
    public async Task What_an_organisation_does_on_its_own_accounts_is_its_own_business()
    {
        await using var settlement = await Settlement.Start();

        await settlement.Transfer("7001", "1001", "5.00", "rent");
        await Marker(settlement);

        Assert.Equal(["unreadable-notification"], (await settlement.Exceptions())
            .Select(x => x.GetProperty("cause").GetString()));
        Assert.Empty(await settlement.Balances());
    }

    [Fact]
    public async Task A_reversal_of_a_settled_payment_is_listed_and_books_nothing()
    {
        await using var settlement = await Settlement.Start();
        var instruction = await settlement.InstructAndRelease();
        await settlement.Until(instruction.PaymentId, "settled");
        var today = settlement.Service.Clocks.BusinessToday;
        var text = Encoding.UTF8.GetString(NotificationWriter.Write("r", DateTimeOffset.UnixEpoch, new Booking(
            "REV1", "7001", true, Cny(965_000), today, today, instruction.PaymentId.ToString("N"), null, null, null,
            "Supplier", "1001")));

        await settlement.Forge(
            Encoding.UTF8.GetBytes(text.Replace("<Sts>", "<RvslInd>true</RvslInd><Sts>", StringComparison.Ordinal)));

        Assert.Single(await settlement.UntilException("reversal"));
        Assert.Equal("-9650.00", (await settlement.Balances())["cash/7001"]);
    }

    [Fact]
    public async Task A_payment_that_comes_back_stays_settled_and_its_money_is_suspended()
    {
        await using var settlement = await Settlement.Start();
        var instruction = await settlement.InstructAndRelease();
        await settlement.Until(instruction.PaymentId, "settled");
        var today = settlement.Service.Clocks.BusinessToday;

        await settlement.Forge(NotificationWriter.Write("r", DateTimeOffset.UnixEpoch, new Booking(
            "RET1", "7001", true, Cny(965_000), today, today, instruction.PaymentId.ToString("N"), null, null, null, "",
            "1001")));

        Assert.Single(await settlement.UntilException("returned"));
        Assert.Equal("settled", await settlement.State(instruction.PaymentId));
        var balances = await settlement.Balances();
        Assert.Equal(("0.00", "-9650.00"), (balances["cash/7001"], balances["suspense/7001"]));
    }

    [Fact]
    public async Task One_reference_told_with_two_amounts_is_listed_and_the_first_stands()
    {
        await using var settlement = await Settlement.Start();
        var today = settlement.Service.Clocks.BusinessToday;
        var booking = new Booking("SAME", "5009", true, Cny(100), today, today, null, null, null, "x", "Payer", "8888");

        await settlement.Forge(NotificationWriter.Write("a", DateTimeOffset.UnixEpoch, booking));
        await settlement.Forge(
            NotificationWriter.Write("b", DateTimeOffset.UnixEpoch, booking with { Amount = Cny(900) }));

        await settlement.UntilException("reference-reused");
        Assert.Equal("1.00", (await settlement.Balances())["cash/5009"]);
    }

    /// <summary>Waits until everything sent so far has been read, by sending something that shows.</summary>
    private static async Task Marker(Settlement settlement)
    {
        await settlement.Forge("<nothing"u8.ToArray());
        await settlement.UntilException("unreadable-notification");
    }
}
