using System.Net;
using System.Text;
using SupplyFinance.Testing;

namespace SupplyFinance.SandboxBank.Tests;

public sealed class TransferMoneyTests
{
    [Fact]
    public async Task A_transfer_is_booked_on_both_accounts_and_told_in_order_with_its_reference()
    {
        await using var bank = await BankUnderTest.Start();

        await bank.Client.Post("/sandbox-bank/transfers", new
        {
            fromAccount = "100", toAccount = "200", amount = new { amount = "12000.00", currency = "CNY" }, reference =
                "RF18539007547034",
        }).Json();

        var notices = await bank.Notifications();
        Assert.Equal([1L, 2L], notices.Select(x => x.GetProperty("sequence").GetInt64()));
        var credit = Encoding.UTF8.GetString(notices[1].GetProperty("document").GetBytesFromBase64());
        Assert.Contains("<Ref>RF18539007547034</Ref>", credit, StringComparison.Ordinal);
        Assert.Contains("<CdtDbtInd>CRDT</CdtDbtInd>", credit, StringComparison.Ordinal);
        Assert.Single(await bank.Notifications(after: 1));
    }

    [Fact]
    public async Task The_same_order_under_the_same_key_moves_money_once_and_another_is_refused()
    {
        await using var bank = await BankUnderTest.Start();
        object Order(string amount) =>
            new { fromAccount = "100", toAccount = "200", amount = new { amount, currency = "CNY" } };
        await bank.Client.Post("/sandbox-bank/transfers", Order("5.00"), "key").Json();

        await bank.Client.Post("/sandbox-bank/transfers", Order("5.00"), "key").Json();
        var code = await bank.Client.Post("/sandbox-bank/transfers", Order("6.00"), "key")
            .Problem(HttpStatusCode.Conflict);

        Assert.Equal("order-id-reused", code);
        Assert.Equal(2, (await bank.Bookings()).Count);
    }

    [Fact]
    public async Task A_notice_can_be_repeated_and_forged()
    {
        await using var bank = await BankUnderTest.Start();
        await bank.Client.Post("/sandbox-bank/notifications", new { document = "PGEvPg==" }).Json();

        await bank.Client.Post("/sandbox-bank/notifications/1/repeat").Json();

        Assert.Equal(
            ["PGEvPg==", "PGEvPg=="], (await bank.Notifications()).Select(x => x.GetProperty("document").GetString()));
    }

    [Fact]
    public async Task Nothing_is_not_moved()
    {
        await using var bank = await BankUnderTest.Start();

        var code = await bank.Client.Post("/sandbox-bank/transfers", new
        {
            fromAccount = "100", toAccount = "200", amount = new { amount = "0.00", currency = "CNY" },
        }).Problem(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("not-positive", code);
    }
}
