namespace SupplyFinance.EndToEnd.Tests.ManyProcesses;

public sealed class ProcessWalkthroughTests
{
    [Fact]
    public async Task The_sample_invoice_is_financed_by_services_of_their_own_over_a_broker_and_a_database_server()
    {
        await using var platform = await Platforms.Prepare();
        await platform.StartAll();
        var (exit, output) = await StandaloneProcess.RunOn(platform.Address);
        Assert.True(exit == 0, $"{output}\n{platform.Logs()}");
        Assert.Contains("The invoice was financed, the debt paid, and the debt right discharged.", output, StringComparison.Ordinal);
        Assert.Equal(new Account(0, 0, 0, ""), await Account.Of(platform, deals: 1));

        var (again, said) = await StandaloneProcess.RunOn(platform.Address);
        Assert.True(again == 0, said);
        Assert.Contains("financed already", said, StringComparison.Ordinal);
    }
}
