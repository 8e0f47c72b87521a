using SupplyFinance.Testing;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class BankSettlementServiceTests
{
    [Fact]
    public async Task The_interface_is_described_with_every_route()
    {
        await using var settlement = await Settlement.Start();

        var document = await settlement.Service.Anonymous().GetAsync("/openapi/bank-settlement.json").Json();

        var paths = document.GetProperty("paths").EnumerateObject().Select(x => x.Name).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "/api/payments", "/api/payments/{id}", "/api/payments/{id}/release", "/api/payments/{id}/repeat",
                "/api/collections", "/api/collections/{id}", "/api/settlement-exceptions",
                "/api/settlement-exceptions/{id}/resolve", "/api/settlement-exceptions/{id}/replay",
                "/api/books/trial-balance",
            }, paths);
    }

    [Fact]
    public async Task The_books_are_the_auditors_alone()
    {
        await using var settlement = await Settlement.Start();
        var debtor = await settlement.Service.As(settlement.Debtor.Viewer());
        var auditor = await settlement.Service.As(settlement.AuditorViewer);

        Assert.Equal(
            "forbidden", await debtor.GetAsync("/api/books/trial-balance").Problem(System.Net.HttpStatusCode.Forbidden));
        Assert.True((await auditor.GetAsync("/api/books/trial-balance").Json()).GetProperty("balances").GetBoolean());
    }
}
