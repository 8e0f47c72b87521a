using SupplyFinance.Ledger;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests.ManyProcesses;

/// <summary>A service's own executable, as an operator starts it.</summary>
public sealed class ServiceProgramTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, $"{typeof(LedgerService).Assembly.GetName().Name}.dll");

    [Fact]
    public async Task A_production_start_that_lacks_everything_names_everything()
    {
        using var folder = new TemporaryFolder();
        var (exit, output) = await Run(
            $"--ledger:DataFolder={folder.Path}", "--ledger:TokenIssuer=http://finance.example/", "--ledger:Broker:Host=broker",
            "--ledger:Broker:Password=guest", "--ledger:TokenKeysAddress=http://identity:8080/jwks");
        Assert.Equal(ServiceProgram.Refused, exit);
        foreach (var reason in new[]
        {
            "ledger:TokenIssuer is http", "ledger:TokenKeysAddress is neither https", "ledger:Broker:Password is empty or one that everybody knows",
            "ledger:Own:Origin is missing", "ledger:DataFolder lacks ledger.key",
        })
            Assert.Contains(reason, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_setting_is_refused_by_its_name()
    {
        var (exit, output) = await Run("--ledger:Conectionstring=x");
        Assert.Equal(ServiceProgram.Refused, exit);
        Assert.Contains("ledger:Conectionstring is no setting", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Keys_are_made_once_and_kept()
    {
        using var folder = new TemporaryFolder();
        string[] settings = [$"--ledger:DataFolder={folder.Path}", "--ledger:Own:Origin=finance.example/ledger"];
        Assert.Contains("made", (await Run(["--make-keys", .. settings])).Output, StringComparison.Ordinal);
        var key = await File.ReadAllTextAsync(Path.Combine(folder.Path, LedgerService.KeyFile), TestContext.Current.CancellationToken);
        Assert.Contains("kept", (await Run(["--make-keys", .. settings])).Output, StringComparison.Ordinal);
        Assert.Equal(
            key, await File.ReadAllTextAsync(Path.Combine(folder.Path, LedgerService.KeyFile), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_start_waits_for_the_migration_job_and_says_so()
    {
        var server = await PostgreSqlServer.OfThisProcess;
        var database = await server.NewDatabase();
        using var folder = new TemporaryFolder();
        string[] settings =
        [
            $"--ledger:DataFolder={folder.Path}", "--ledger:Form=Demonstration", "--ledger:DatabaseProvider=postgresql",
            $"--ledger:ConnectionString={database}", "--ledger:Broker:Host=127.0.0.1", "--ledger:Broker:Port=9",
            "--ledger:TokenIssuer=http://127.0.0.1:9/", "--ledger:TokenKeysAddress=http://127.0.0.1:9/jwks",
            $"--ledger:Urls=http://127.0.0.1:{FreePort.Next()}",
        ];
        await using var service = await ServerProcess.Start(["dotnet", Program, .. settings]);
        await Wait.Until("the service to say what it waits for",
            () => service.Output.Contains("waits for the migration job; platform/0001_platform", StringComparison.Ordinal));

        var (exit, output) = await Run(["--migrate", .. settings]);
        Assert.True(exit == 0, output);
        Assert.Contains("ran ledger/0001_ledger", output, StringComparison.Ordinal);

        using var http = new HttpClient();
        var address = settings[^1].Split('=', 2)[1];
        // Ready although its broker is away: that only degrades it.
        await Wait.Until($"the service to be ready; it says\n{service.Output}", async () =>
        {
            try
            {
                return (await http.GetStringAsync(new Uri($"{address}/health/ready"), TestContext.Current.CancellationToken))
                    .Contains("Degraded", StringComparison.Ordinal);
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        Assert.Equal(0, (await Run("--health", $"{address}/health/ready")).Exit);
        var (_, again) = await Run(["--migrate", .. settings]);
        Assert.DoesNotContain("ran", again.Replace("ledger: the database is up to date", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output)> Run(params string[] arguments)
    {
        await using var process = await ServerProcess.Start(["dotnet", Program, .. arguments]);
        var exit = await process.End();
        return (exit, process.Output);
    }
}
