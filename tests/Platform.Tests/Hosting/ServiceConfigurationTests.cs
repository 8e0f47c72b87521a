using Microsoft.Extensions.Configuration;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Hosting;

public sealed class ServiceConfigurationTests
{
    [Fact]
    public void What_comes_later_wins_and_secrets_come_from_files()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "settings.json");
        File.WriteAllText(file, """{"bank_settlement":{"Zone":"UTC","Urls":"http://127.0.0.1:1","Broker":{"Host":"file"}}}""");
        var secrets = Directory.CreateDirectory(Path.Combine(folder.Path, "secrets")).FullName;
        File.WriteAllText(Path.Combine(secrets, "bank_settlement__Broker__Password"), "from a file\n");
        File.WriteAllText(Path.Combine(secrets, "bank_settlement__Own__BankApiKey"), "a key");
        var settings = ServiceConfiguration.SettingsOf("bank-settlement", ServiceConfiguration.Build(
            ["--config", file, "--secrets", secrets, "--bank_settlement:Urls=http://127.0.0.1:2", "--BANK_SETTLEMENT:FORM=Demonstration"]));
        Assert.Equal(("UTC", "http://127.0.0.1:2", "file", "from a file", "a key", Form.Demonstration), (settings.Zone, settings.Urls,
            settings.Broker.Host, settings.Broker.Password, settings["bankapikey"], settings.Form));
    }

    [Fact]
    public void A_service_reads_its_own_section_alone() =>
        Assert.Equal("", Of("invoice", ("ledger:ConnectionString", "somebody else's")).ConnectionString);

    [Theory]
    [InlineData("invoice:ConectionString")]
    [InlineData("invoice:Broker:Pasword")]
    public void A_misspelt_setting_is_named(string key)
    {
        var refused = Assert.Throws<StartRefusedException>(() => Of("invoice", (key, "x")));
        Assert.Contains(key, Assert.Single(refused.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_the_wrong_kind_is_named()
    {
        var refused = Assert.Throws<StartRefusedException>(() => Of("invoice", ("invoice:Form", "Playful")));
        Assert.Contains("invoice:Form", Assert.Single(refused.Reasons), StringComparison.Ordinal);
    }

    private static ServiceSettings Of(string service, params (string Key, string Value)[] values) => ServiceConfiguration.SettingsOf(
        service, new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(x => x.Key, string? (x) => x.Value)).Build());
}
