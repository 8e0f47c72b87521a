using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SupplyFinance.BankSettlement;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Http;
using SupplyFinance.Standalone;
using SupplyFinance.Testing;

namespace SupplyFinance.Architecture.Tests;

/// <summary>Every route of every service, called by everybody: who is not declared is refused, who is declared gets in, and an id that nobody knows
/// is not found.</summary>
public sealed partial class AccessMatrixTests
{
    private static readonly string[] Kinds =
    [
        OrganisationKinds.Supplier, OrganisationKinds.CoreEnterprise, OrganisationKinds.Bank, OrganisationKinds.Operator, OrganisationKinds.Auditor,
    ];

    private static readonly string[] AllRoles = [Roles.Viewer, Roles.Maker, Roles.Checker, Roles.Administrator];

    public static TheoryData<string> ServiceNames =>
        new(EmbeddedPlatform.Services.Select(service => service.Name).Where(name => name != "sandbox-bank"));

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public async Task Everybody_gets_exactly_where_the_route_lets_them(string name)
    {
        var definition = EmbeddedPlatform.Services.Single(service => service.Name == name);
        await using var service = await ServiceUnderTest.Start(definition, settings: own =>
        {
            own.Own[BankClient.AddressSetting] = "http://127.0.0.1:9/";
            own.Own[BankClient.KeySetting] = "none";
        });
        var routes = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(routes);
        var wrong = new List<string>();
        foreach (var kind in Kinds)
        {
            foreach (var role in AllRoles)
            {
                var person = new TestOrganisation(Guid.CreateVersion7(), $"{kind} {role}", kind).Person(role);
                using var client = await service.As(person);
                foreach (var route in routes) wrong.AddRange(await Check(client, route, kind, role));
            }
        }

        using var stranger = service.Anonymous();
        foreach (var route in routes) wrong.AddRange(await Check(stranger, route, null, null));
        Assert.Empty(wrong);
    }

    private static async Task<IEnumerable<string>> Check(HttpClient client, RouteEndpoint route, string? kind, string? role)
    {
        var access = route.Metadata.GetMetadata<RouteAccess>()!;
        var method = route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
        var path = Parameter().Replace(route.RoutePattern.RawText!, match => Value(match.Groups[1].Value));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "GET") request.Content = JsonContent.Create(new { });
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var isRefused = response.StatusCode == HttpStatusCode.Forbidden && Code(text) == "forbidden";
        var mayCall = access.Anyone is not null || (kind is not null && (access.Kinds.Count == 0 || access.Kinds.Contains(kind))
            && (access.Roles.Count == 0 || access.Roles.Contains(role!)));
        var asIt = (mayCall, kind) switch
        {
            (true, _) => !isRefused && response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.InternalServerError),
            (false, null) => response.StatusCode == HttpStatusCode.Unauthorized,
            (false, _) => isRefused,
        };
        var isFound = path.Contains(Unknown, StringComparison.Ordinal) && kind is not null && response.IsSuccessStatusCode;
        return asIt && !isFound ? [] : [$"{method} {path} as {kind ?? "nobody"} {role}: {(int)response.StatusCode} {Code(text)}"];
    }

    private static readonly string Unknown = Guid.CreateVersion7().ToString();

    private static string Value(string parameter) => parameter.TrimStart('*').Split(':') switch
    {
        [_, "guid"] => Unknown,
        [_, "int" or "long"] => "0",
        _ => "x000",
    };

    private static string? Code(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("code", out var code)
                ? code.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Parameter();
}
