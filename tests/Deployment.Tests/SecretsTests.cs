using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SupplyFinance.Identity;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Deployment.Tests;

public sealed class SecretsTests
{
    private static JsonElement Json(MadeSecrets made, string file) => JsonDocument.Parse(made.Files[file]).RootElement;

    [Theory, InlineData("sqlserver"), InlineData("postgresql")]
    public void Every_service_of_ours_has_a_broker_user_of_its_own_with_the_password_that_it_is_given(string database)
    {
        using var made = new MadeSecrets(database);
        var users = Json(made, "rabbitmq-users.json").GetProperty("users").EnumerateArray()
            .ToDictionary(user => user.GetProperty("name").GetString()!, user => user.GetProperty("password_hash").GetBytesFromBase64());
        Assert.Equal(Platform.Services.Where(service => !service.IsStandIn).Select(service => service.Name).Order(), users.Keys.Order());
        Assert.All(users, user =>
        {
            var password = made.Files[$"{user.Key.Replace('-', '_')}__Broker__Password"];
            var (salt, hash) = (user.Value[..4], user.Value[4..]);
            Assert.Equal(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)]), hash);
        });
    }

    [Fact]
    public void A_broker_user_declares_and_publishes_everything_and_reads_its_own_queue_alone()
    {
        using var made = new MadeSecrets("sqlserver");
        string[] services = [.. Platform.Services.Where(service => !service.IsStandIn).Select(service => service.Name)];
        string[] queues = [.. services.Select(Queue), "supply-finance-dead-letters"];
        string[] names = ["supply-finance", "supply-finance-dead", .. queues, "supply-finance.other", "supply-finance-identity", "amq.direct"];
        foreach (var permission in Json(made, "rabbitmq-users.json").GetProperty("permissions").EnumerateArray())
        {
            IEnumerable<string> Matching(string what) => names.Where(name => Regex.IsMatch(name, permission.GetProperty(what).GetString()!));
            Assert.Equal(["supply-finance", "supply-finance-dead", .. queues], Matching("configure"));
            Assert.Equal(["supply-finance", "supply-finance-dead", .. queues], Matching("write"));
            Assert.Equal(["supply-finance", "supply-finance-dead", Queue(permission.GetProperty("user").GetString()!)], Matching("read"));
        }

        static string Queue(string service) => $"supply-finance.{service}";
    }

    [Theory, InlineData("sqlserver"), InlineData("postgresql")]
    public void The_database_s_roles_have_the_passwords_of_the_connection_strings(string database)
    {
        using var made = new MadeSecrets(database);
        Assert.All(Platform.Services.Where(service => !service.IsStandIn), service =>
        {
            var line = new System.Data.Common.DbConnectionStringBuilder
            {
                ConnectionString = made.Files[$"{service.Name.Replace('-', '_')}__ConnectionString"],
            };
            Assert.Contains($"'{line["Password"]}'", made.Files["database-roles.sql"], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void No_two_secrets_are_the_same_but_the_key_that_both_ends_know()
    {
        using var made = new MadeSecrets("postgresql");
        var alike = made.Files.GroupBy(file => file.Value).Where(group => group.Count() > 1).Select(group => group.Select(x => x.Key).Order());
        Assert.Equal(["bank_settlement__Own__BankApiKey", "sandbox_bank__Own__ApiKey"], Assert.Single(alike));
        using var again = new MadeSecrets("postgresql");
        Assert.All(made.Files, file => Assert.NotEqual(file.Value, again.Files[file.Key]));
    }

    [Fact]
    public void Nothing_is_overwritten()
    {
        using var made = new MadeSecrets("sqlserver");
        var (code, _, errors) = made.Again("postgresql");
        Assert.Equal(1, code);
        Assert.Contains("nothing was changed", errors, StringComparison.Ordinal);
        Assert.All(made.Files, file => Assert.Equal(file.Value, File.ReadAllText(Path.Combine(made.Folder, file.Key))));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void The_folder_is_its_owner_s_alone_and_never_committed()
    {
        using var made = new MadeSecrets("sqlserver");
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(made.Folder));
        Assert.Contains("/secrets/", File.ReadLines(Path.Combine(Tool.Root, ".gitignore")));
    }

    [Fact]
    public void The_first_operator_has_four_eyes_and_long_passwords()
    {
        using var made = new MadeSecrets("sqlserver");
        var setup = JsonSerializer.Deserialize<FirstOperator.Setup>(made.Files["first-operator.json"], ApiJson.Options)!;
        Assert.Equal(["administrator", "checker", "maker"], setup.People.SelectMany(person => person.Roles).Order());
        Assert.All(setup.People, person => Assert.True(person.Password.Length >= TokenServer.ShortestPassword));
        Assert.InRange(setup.WebClient!.Secret.Length, AddApiClient.ShortestSecret, AddApiClient.LongestSecret);
        Assert.Equal("https://finance.example/signin-oidc", setup.WebClient.RedirectUri.ToString());
        Assert.Null(Identity.Identifiers.Read(Assert.Single(setup.Identifiers)).Failure);
    }
}
