using System.Globalization;
using System.Text.RegularExpressions;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Deployment.Tests;

public sealed partial class ComposeTests
{
    public static TheoryData<string> Databases => new("sqlserver", "postgresql");

    private static Dictionary<string, string> Given(Compose.Container container, MadeSecrets made) =>
        container.Secrets.Where(secret => made.Files.ContainsKey(secret.Source)).ToDictionary(x => x.Source, x => made.Files[x.Source]);

    [Theory, MemberData(nameof(Databases))]
    public void Every_executable_runs_and_none_that_the_code_does_not_have(string database) => Assert.Equal(
        Platform.Executables.Order(), Compose.Of(database).Running().Select(x => x.Executable).Order());

    [Theory, MemberData(nameof(Databases))]
    public void Every_container_is_called_what_its_executable_is(string database) => Assert.Empty(
        from running in Compose.Of(database).Running()
        where running.Name != running.Executable || running.Container.Image != $"supply-finance/{running.Executable}:{Images.Version}"
        select $"{running.Name} runs {running.Executable} of {running.Container.Image}");

    [Theory, MemberData(nameof(Databases))]
    public void No_service_would_refuse_to_start_as_it_is_set_up(string database)
    {
        using var made = new MadeSecrets(database);
        Assert.Empty(
            from running in Compose.Of(database).Running()
            from refusal in Platform.Refusals(running.Executable, running.Container.Environment, Given(running.Container, made))
            select refusal);
    }

    [Theory, MemberData(nameof(Databases))]
    public void Every_setting_is_one_that_the_code_reads(string database) => Assert.Empty((
        from ours in Compose.Of(database).Ours()
        from variable in ours.Container.Environment.Keys
        where Platform.KeyOf(variable) is not { } key || !Platform.IsSetting(key)
        select variable).Distinct());

    [Theory, MemberData(nameof(Databases))]
    public void Every_secret_is_made_by_the_script_and_every_one_made_is_used(string database)
    {
        using var made = new MadeSecrets(database);
        var compose = Compose.Of(database);
        var mounted = compose.Services.Values.SelectMany(x => x.Secrets).Select(x => x.Source).Distinct().Order().ToList();
        Assert.Equal(made.Files.Keys.Order(), mounted);
        Assert.Equal(compose.Secrets.Keys.Order(), mounted);
        Assert.All(compose.Secrets, secret => Assert.Equal(secret.Key, Path.GetFileName(secret.Value.File)));
    }

    [Theory, MemberData(nameof(Databases))]
    public void A_container_is_given_its_own_secrets_alone(string database) => Assert.Empty(
        from ours in Compose.Of(database).Ours()
        from secret in ours.Container.Secrets
        let owner = Platform.OwnerOf(secret.Source.Replace("__", ":", StringComparison.Ordinal))
        where owner is not null && owner != ours.Executable
        select $"{ours.Name} gets {secret.Source}");

    [Theory, MemberData(nameof(Databases))]
    public void A_file_that_a_setting_names_is_mounted_where_the_setting_is_read(string database) => Assert.Empty(
        from running in Compose.Of(database).Running()
        from setting in running.Container.Environment
        where setting.Value.StartsWith(Platform.SecretsFolder + "/", StringComparison.Ordinal)
        where Platform.OwnerOf(Platform.KeyOf(setting.Key)!) == running.Executable
        where running.Container.Secrets.All(secret => $"{Platform.SecretsFolder}/{secret.Source}" != setting.Value)
        select $"{running.Name}: {setting.Key} is {setting.Value}");

    [Theory, MemberData(nameof(Databases))]
    public void Only_the_gateway_publishes_a_port_and_it_listens_there_on_tls(string database)
    {
        var (name, container) = Assert.Single(Compose.Of(database).Services, service => service.Value.Ports.Count > 0);
        Assert.Equal(Platform.Gateway, name);
        var inside = Assert.Single(container.Ports).Inside;
        Assert.Contains($"https://+:{inside}", container.Environment["SF_GATEWAY__URLS"].Split(';'));
    }

    [Theory, MemberData(nameof(Databases))]
    public void Nobody_but_the_gateway_is_on_a_network_with_a_way_out(string database)
    {
        var compose = Compose.Of(database);
        Assert.Equal([Platform.Gateway], compose.Services
            .Where(service => service.Value.Networks.Keys.Any(network => !compose.Networks[network].Internal)).Select(x => x.Key));
        Assert.Equal(["bank-settlement", "sandbox-bank"], compose.Services
            .Where(service => service.Value.Networks.ContainsKey("bank")).Select(x => x.Key).Order());
        Assert.Equal(["bank"], compose.Services["sandbox-bank"].Networks.Keys);
    }

    [Theory, MemberData(nameof(Databases))]
    public void Every_address_in_a_setting_is_a_container_that_listens_there(string database)
    {
        using var made = new MadeSecrets(database);
        var compose = Compose.Of(database);
        foreach (var (_, container, executable) in compose.Running().Where(x => x.Executable != Platform.Gateway))
        {
            var settings = Platform.Settings(executable, container.Environment, Given(container, made));
            Listens(compose, new Uri(settings.TokenKeysAddress));
            if (settings[BankSettlement.BankClient.AddressSetting] is { } bank) Listens(compose, new Uri(bank));
            if (settings.Broker.IsNamed) Assert.Contains(settings.Broker.Host, compose.Services.Keys);
            if (settings.DatabaseProvider != "sqlite")
                Assert.Matches($"(Server|Host)=database[;,]", settings.ConnectionString);
        }

        Assert.All(Platform.Routes(), route => Listens(compose, new Uri($"http://{route.Host}:{route.Port}/")));
    }

    private static void Listens(Compose compose, Uri address)
    {
        var section = ServiceConfiguration.SectionOf(address.Host).ToUpperInvariant();
        Assert.Equal($"http://+:{address.Port}", compose.Services[address.Host].Environment[$"SF_{section}__URLS"]);
    }

    [Theory, MemberData(nameof(Databases))]
    public void Every_long_running_container_has_a_health_check_that_it_can_answer(string database)
    {
        var compose = Compose.Of(database);
        Assert.Empty(compose.Services.Where(x => x.Value is { Restart: not "no", Health: null }).Select(x => x.Key));
        Assert.Empty(
            from running in compose.Running()
            let address = new Uri(running.Container.Health!.Test[^1])
            let urls = Environment(running.Container, running.Executable, "URLS").Split(';')
            where running.Container.Health!.Test is not ["CMD", "/app/service", "--health", _]
                || !Probes.Paths.Contains(address.AbsolutePath)
                || !urls.Any(url => url.EndsWith($":{address.Port}", StringComparison.Ordinal) && url.StartsWith("http:", StringComparison.Ordinal))
            select $"{running.Name} asks {address} and listens on {string.Join(" and ", urls)}");
    }

    [Theory, MemberData(nameof(Databases))]
    public void A_service_starts_after_its_database_is_up_to_date_and_its_keys_are_made(string database)
    {
        var compose = Compose.Of(database);
        foreach (var service in Platform.Services.Where(service => !service.IsStandIn))
        {
            var container = compose.Services[service.Name];
            Assert.Equal("service_completed_successfully", container.DependsOn[$"{service.Name}-migrate"].Condition);
            Assert.Equal(["--migrate"], compose.Services[$"{service.Name}-migrate"].Command);
            Assert.Equal("service_healthy", container.DependsOn["rabbitmq"].Condition);
            if (service.KeyFiles.Count == 0) continue;
            Assert.Equal("service_completed_successfully", container.DependsOn[$"{service.Name}-keys"].Condition);
            var keys = compose.Services[$"{service.Name}-keys"];
            Assert.Equal(["--make-keys"], keys.Command);
            var volume = $"{service.Name}:{Environment(container, service.Name, "DATAFOLDER")}:rw";
            Assert.Equal([volume], keys.Volumes);
            Assert.Equal([volume], container.Volumes);
            Assert.Contains(service.Name, compose.Volumes.Keys);
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public void No_container_may_do_more_than_it_needs(string database) => Assert.Empty(
        from service in Compose.Of(database).Services
        let container = service.Value
        let isOurs = container.Build is not null
        where !container.Dropped.SequenceEqual(["ALL"]) || !container.Security.Contains("no-new-privileges:true")
            || container.Memory.Length == 0 || decimal.Parse(container.Cpus, CultureInfo.InvariantCulture) <= 0 || container.Processes <= 0
            || container.User is "" or "root" or "0" || (isOurs && (container.User != Images.User || !container.ReadOnly))
        select service.Key);

    [Theory, MemberData(nameof(Databases))]
    public void Every_image_is_pinned(string database) => Assert.Empty(
        Compose.Of(database).Services.Where(service => !Images.IsPinned(service.Value.Image)).Select(x => $"{x.Key} {x.Value.Image}"));

    [Theory, MemberData(nameof(Databases))]
    public void No_password_is_in_the_files_or_in_an_environment(string database)
    {
        var compose = Compose.Of(database);
        Assert.Empty(
            from service in compose.Services
            from variable in service.Value.Environment
            where Secretive().IsMatch(variable.Key) && !variable.Value.StartsWith(Platform.SecretsFolder, StringComparison.Ordinal)
            select $"{service.Key} {variable.Key}");
        Assert.Empty(
            from file in Compose.Files
            from line in File.ReadLines(Path.Combine(Tool.Root, file))
            where InlinePassword().IsMatch(line)
            select $"{file}: {line}");
    }

    private static string Environment(Compose.Container container, string executable, string key) =>
        container.Environment[$"SF_{ServiceConfiguration.SectionOf(executable).ToUpperInvariant()}__{key}"];

    [GeneratedRegex("PASSWORD|SECRET|TOKEN$|APIKEY|CONNECTIONSTRING", RegexOptions.IgnoreCase)]
    private static partial Regex Secretive();

    // A password is read from a file, or the line is not about one.
    [GeneratedRegex(@"password\w*\s*[=:]\s*""?(?!\$\$\(cat /run/secrets/)[^\s""{/-]", RegexOptions.IgnoreCase)]
    private static partial Regex InlinePassword();
}
