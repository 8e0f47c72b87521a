using System.Net;
using SupplyFinance.Platform.Data;
using SupplyFinance.SandboxBank;
using SupplyFinance.Testing;
using static SupplyFinance.BankSettlement.Tests.Amounts;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class ReadNotificationsTests
{
    private static readonly Sql BreakBooks = Sql.Of("alter table journal rename to journal_away");
    private static readonly Sql MendBooks = Sql.Of("alter table journal_away rename to journal");

    [Fact]
    public async Task A_document_that_cannot_be_booked_is_set_aside_lets_others_pass_and_is_replayed()
    {
        await using var settlement = await Settlement.Start(isConnected: false);
        var today = settlement.Service.Clocks.BusinessToday;
        await settlement.Service.Database.Run(work => work.Execute(BreakBooks));
        await settlement.Forge(NotificationWriter.Write("a", DateTimeOffset.UnixEpoch, new Booking(
            "R1", "5009", true, Cny(12_000), today, today, null, null, null, "?", "Payer", "8888")));
        await settlement.Forge("<unreadable"u8.ToArray());

        settlement.Connect();
        await settlement.UntilException("unreadable-notification");

        var setAside = Assert.Single(
            await settlement.Exceptions(), x => x.GetProperty("cause").GetString() == "unbookable-notification")
            .GetProperty("id").GetGuid();
        await settlement.Service.Database.Run(work => work.Execute(MendBooks));
        var operatorMaker = await settlement.Service.As(TestOrganisation.Operator().Maker());
        await operatorMaker.Post($"/api/settlement-exceptions/{setAside}/replay").Json();
        Assert.Equal("120.00", (await settlement.Balances())["cash/5009"]);
        Assert.Equal("exception-resolved", await operatorMaker.Post($"/api/settlement-exceptions/{setAside}/replay")
            .Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task The_cursor_goes_on_where_it_stopped_on_the_same_data_folder()
    {
        using var folder = new TemporaryFolder();
        await using var bank =
            await ServiceUnderTest.Start(SandboxBankService.Definition, settings: x => x.Own[SandboxBankService.KeySetting] = "secret");
        var first = await Settlement.Start(dataFolder: folder.Path, withBank: bank);
        var instruction = await first.InstructAndRelease();
        await first.Until(instruction.PaymentId, "settled");
        await first.StopService();

        await using var second = await Settlement.Start(dataFolder: folder.Path, withBank: bank, organisations: first);
        var next = await second.InstructAndRelease(100);
        await second.Until(next.PaymentId, "settled");

        Assert.Equal("settled", await second.State(instruction.PaymentId));
        Assert.Equal("-9651.00", (await second.Balances())["cash/7001"]);
        Assert.Empty(await second.Exceptions());
    }
}
