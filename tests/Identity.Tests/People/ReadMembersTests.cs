using System.Text.Json;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class ReadMembersTests(SharedHost shared)
{
    [Fact]
    public async Task The_people_of_an_organisation_come_in_pages()
    {
        var (_, maker, checker) = await shared.Host.Stage();
        using var client = await shared.Host.As(maker);
        var first = await client.GetAsync("/api/users?limit=1").Json();
        var second = await client.GetAsync($"/api/users?limit=1&cursor={first.GetProperty("nextCursor").GetString()}")
            .Json();
        Assert.Equal([maker, checker], new[] { first, second }.SelectMany(Names));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);
        Assert.Empty(Names(await client.GetAsync("/api/api-clients").Json()));
    }

    private static IEnumerable<string> Names(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("signInName").GetString()!);
}
