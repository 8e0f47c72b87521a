using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class IdentityServiceTests(SharedHost shared)
{
    [Fact]
    public async Task The_service_runs_under_the_tests_own_issuer_like_any_other()
    {
        await using var service = await ServiceUnderTest.Start(IdentityService.Definition);
        var operatorItself = TestOrganisation.Operator();
        using var client = await service.As(operatorItself.Maker());
        await client.Post("/api/organisations", RegisterOrganisationTests.Request())
            .Json(System.Net.HttpStatusCode.Created);
        Assert.Equal(OrganisationStatuses.Applied, Assert.Single(await service.Sent<OrganisationChanged>()).Status);
    }

    [Fact]
    public async Task The_interface_is_described()
    {
        using var client = shared.Host.Anonymous();
        var document = await client.GetAsync("/openapi/identity.json").Json();
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.True(document.GetProperty("paths").TryGetProperty("/api/organisations/{id}/admit", out _));
        Assert.False(document.GetProperty("paths").TryGetProperty("/sign-in", out _));
    }
}
