using System.Text.Json;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class ReadOrganisationsTests(SharedHost shared)
{
    [Fact]
    public async Task The_directory_shows_names_and_identifiers_and_keeps_bank_accounts_to_their_owner()
    {
        using var bank = await shared.Host.As("maker@bank1.example");
        var core = DemonstrationCast.Organisations.Single(one => one.Key == "core");
        var found = (await bank.GetAsync($"/api/organisations?scheme=USCC&value={core.Identifier.Value}").Json())
            .GetProperty("items");
        var foreign = Assert.Single(found.EnumerateArray());

        Assert.Equal(core.Id, foreign.GetProperty("id").GetGuid());
        Assert.Equal(JsonValueKind.Null, foreign.GetProperty("bankAccounts").ValueKind);
        var own = await bank.GetAsync($"/api/organisations/{DemonstrationId.Of("organisation", "bank1")}").Json();
        Assert.Equal(2, own.GetProperty("bankAccounts").GetArrayLength());

        var banks = (await bank.GetAsync("/api/organisations?kind=bank&limit=200").Json()).GetProperty("items")
            .EnumerateArray().ToList();
        Assert.True(banks.Count >= 3);
        Assert.All(banks, one =>
            Assert.Contains("bank", one.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetString())));
    }
}
