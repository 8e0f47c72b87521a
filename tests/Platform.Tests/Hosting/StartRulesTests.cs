using SupplyFinance.Platform.Hosting;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Hosting;

public sealed class StartRulesTests
{
    private static readonly ServiceDefinition Service = new("bank-settlement", typeof(StartRulesTests).Assembly)
    {
        KeyFiles = [new KeyFileNeed("some.key", "seals something", _ => { })],
        RequiredSettings = ["Origin"],
        DemonstrationSettings = ["BusinessClockStart"],
    };

    private static ServiceSettings Good(TemporaryFolder folder)
    {
        File.WriteAllText(Path.Combine(folder.Path, "some.key"), "x");
        return new ServiceSettings
        {
            DataFolder = folder.Path,
            DatabaseProvider = "postgresql",
            ConnectionString = "Host=db;Username=settlement;Password=gZ81b4Wq0xVf",
            TokenIssuer = "https://finance.example/",
            TokenKeysAddress = "https://finance.example/.well-known/jwks",
            Broker = new BrokerSettings { Host = "broker", User = "settlement", Password = "5kQm2vYc8sPe" },
            Own = { ["Origin"] = "finance.example/ledger" },
        };
    }

    [Fact]
    public void A_production_that_is_set_up_as_it_must_be_starts()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(StartRules.Refusals(Service, Good(folder)));
    }

    [Theory]
    [InlineData("guest")]
    [InlineData("")]
    [InlineData("settlement")]
    public void A_broker_password_that_everybody_knows_is_refused(string password) =>
        Refuses(settings => settings.Broker.Password = password, "bank_settlement:Broker:Password is empty or one that everybody knows.");

    [Theory]
    [InlineData("Host=db;Username=settlement")]
    [InlineData("Host=db;Username=settlement;Password=settlement")]
    [InlineData("Server=db;User ID=sa;Password=yourStrong(!)Password")]
    [InlineData("no connection string at all")]
    public void A_database_password_that_everybody_knows_is_refused(string line) => Refuses(
        settings => settings.ConnectionString = line, "bank_settlement:ConnectionString has no password or one that everybody knows.");

    [Fact]
    public void A_database_that_knows_the_account_by_the_system_needs_no_password()
    {
        using var folder = new TemporaryFolder();
        var settings = Good(folder);
        settings.ConnectionString = "Server=db;Integrated Security=true";
        Assert.Empty(StartRules.Refusals(Service, settings));
    }

    [Fact]
    public void A_movable_clock_is_refused() => Refuses(
        settings => settings.Own["BusinessClockStart"] = "2026-03-02T09:00:00+08:00",
        "bank_settlement:Own:BusinessClockStart is for demonstrations");

    [Fact]
    public void A_demonstration_s_own_secret_is_refused() =>
        Refuses(settings => settings.Own["Key"] = "demonstration only: a bank key", "bank_settlement:Own:Key is a value that everybody knows");

    [Fact]
    public void A_missing_key_file_is_named_with_what_makes_it() => Refuses(
        settings => File.Delete(Path.Combine(settings.DataFolder, "some.key")),
        "bank_settlement:DataFolder lacks some.key (seals something)");

    [Fact]
    public void A_missing_setting_is_named() => Refuses(settings => settings.Own.Clear(), "bank_settlement:Own:Origin is missing.");

    [Fact]
    public void Tokens_in_the_clear_are_refused() =>
        Refuses(settings => settings.TokenIssuer = "http://finance.example/", "bank_settlement:TokenIssuer is http");

    [Fact]
    public void Keys_over_http_from_elsewhere_are_refused_until_the_network_is_vouched_for()
    {
        Refuses(settings => settings.TokenKeysAddress = "http://identity:8080/jwks", "bank_settlement:TokenKeysAddress is neither https");
        using var folder = new TemporaryFolder();
        var settings = Good(folder);
        (settings.TokenKeysAddress, settings.TokenKeysInClear) = ("http://identity:8080/jwks", true);
        Assert.Empty(StartRules.Refusals(Service, settings));
    }

    [Fact]
    public void Every_reason_is_named_at_once()
    {
        var refusals = StartRules.Refusals(Service, new ServiceSettings { DatabaseProvider = "oracle", Zone = "Nowhere", DataFolder = "/nowhere" });
        Assert.Equal(7, refusals.Count);
    }

    [Fact]
    public void A_demonstration_may_use_what_everybody_knows_and_still_needs_a_broker()
    {
        using var folder = new TemporaryFolder();
        var settings = Good(folder);
        (settings.Form, settings.Broker) = (Form.Demonstration, new BrokerSettings());
        settings.Own["BusinessClockStart"] = "2026-03-02T09:00:00+08:00";
        Assert.StartsWith("bank_settlement:Broker:Host is missing.", Assert.Single(StartRules.Refusals(Service, settings)), StringComparison.Ordinal);
    }

    private static void Refuses(Action<ServiceSettings> spoil, string reason)
    {
        using var folder = new TemporaryFolder();
        var settings = Good(folder);
        spoil(settings);
        Assert.StartsWith(reason, Assert.Single(StartRules.Refusals(Service, settings)), StringComparison.Ordinal);
    }
}
