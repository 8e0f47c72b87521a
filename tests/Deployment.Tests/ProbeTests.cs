using System.Net;
using SupplyFinance.Gateway;
using SupplyFinance.Platform.Http;
using SupplyFinance.Testing;

namespace SupplyFinance.Deployment.Tests;

public sealed class ProbeTests
{
    public static TheoryData<string> Services => new(Platform.Services.Select(service => service.Name));

    [Theory, MemberData(nameof(Services))]
    public async Task A_running_service_answers_its_probes(string name)
    {
        await using var service = await ServiceUnderTest.Start(Platform.Service(name)!);
        using var client = service.Anonymous();
        await Answers(client);
    }

    [Fact]
    public async Task The_running_gateway_answers_its_probes()
    {
        await using var gateway = GatewayHost.Build(new GatewayOptions
        {
            Urls = ["http://127.0.0.1:0"],
            Tokens = new BearerTokenOptions { Issuer = TestTokens.Issuer, KeysAddress = await TestTokens.KeysAddress },
        });
        await gateway.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(gateway.Urls.Single()) };
        await Answers(client);
    }

    private static async Task Answers(HttpClient client)
    {
        foreach (var path in Probes.Paths)
        {
            var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal((path, HttpStatusCode.OK), (path, answer.StatusCode));
        }
    }
}
