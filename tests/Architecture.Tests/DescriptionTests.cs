using System.Text.Json;
using SupplyFinance.BankSettlement;
using SupplyFinance.Standalone;
using SupplyFinance.Testing;

namespace SupplyFinance.Architecture.Tests;

/// <summary>What each service publishes of its interface.</summary>
public sealed class DescriptionTests
{
    public static TheoryData<string> ServiceNames => new(
        EmbeddedPlatform.Services.Where(service => !service.IsStandIn).Select(service => service.Name));

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public async Task Every_operation_is_described_with_fitting_examples_and_every_error_by_its_code(string name) =>
        Assert.Empty(OpenApiRules.Errors(await Document(name)));

    [Fact]
    public async Task A_route_lists_what_its_rules_several_calls_below_refuse()
    {
        var paths = (await Document("receivable")).GetProperty("paths");
        Assert.Superset(
            new HashSet<string>(["tenor-over-maximum", "due-date-not-ahead", "invoice-in-use", "invoice-unknown", "idempotency-key-reused"]),
            Codes(paths.GetProperty("/api/receivables").GetProperty("post")));
        Assert.Superset(
            new HashSet<string>(["version-mismatch", "issuance-stopped", "content-changed", "maker-is-checker"]),
            Codes(paths.GetProperty("/api/receivable/approvals/{id}/approve").GetProperty("post")));
        Assert.DoesNotContain("idempotency-key-reused", Codes(paths.GetProperty("/api/receivables").GetProperty("get")));
    }

    private static HashSet<string> Codes(JsonElement operation) => operation.GetProperty("responses").EnumerateObject()
        .Where(response => response.Name[0] != '2')
        .Select(response => response.Value.GetProperty("content").GetProperty("application/problem+json"))
        .SelectMany(problem => problem.GetProperty("examples").EnumerateObject())
        .Select(example => example.Name).ToHashSet(StringComparer.Ordinal);

    private static async Task<JsonElement> Document(string name)
    {
        var definition = EmbeddedPlatform.Services.Single(service => service.Name == name);
        await using var service = await ServiceUnderTest.Start(definition, settings: own =>
        {
            own.Own[BankClient.AddressSetting] = "http://127.0.0.1:9/";
            own.Own[BankClient.KeySetting] = "none";
        });
        return await service.Anonymous().GetAsync($"/openapi/{name}.json", TestContext.Current.CancellationToken).Json();
    }
}
