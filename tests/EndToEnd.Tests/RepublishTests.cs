using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SupplyFinance.Invoices.Ubl;
using SupplyFinance.Platform.Data;
using SupplyFinance.Standalone;
using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests;

public sealed class RepublishTests
{
    private static readonly Sql Lose = Sql.Of("delete from lot");

    private static readonly Sql Count = Sql.Of("select count(*) from lot");

    [Fact]
    public async Task Copies_that_were_lost_come_back_when_states_are_published_again()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var file = await File.ReadAllBytesAsync(Samples.Own, cancellation);
        var document = UblInvoiceReader.Read(file).Document!;
        await using var platform = await EmbeddedPlatform.Start(
            folder.Path, new Uri("http://127.0.0.1:0"), document.IssueDate, cancellation: cancellation);
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        using (var walkthrough = new Walkthrough(platform.Address, new Timeline(output), file, document, cancellation)) await walkthrough.Run();
        var factoring = platform.Service("factoring").GetRequiredService<Database>();
        var before = await factoring.Read(work => work.QueryFirst<long>(Count), cancellation);
        Assert.True(before > 0);
        await factoring.Run(work => work.Execute(Lose), cancellation);

        await platform.Republish(cancellation);
        await Wait.For("the copies", () => factoring.Read(work => work.QueryFirst<long>(Count), cancellation), count => count == before);
    }
}
