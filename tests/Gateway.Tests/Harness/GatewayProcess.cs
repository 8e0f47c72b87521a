using SupplyFinance.Testing;

namespace SupplyFinance.Gateway.Tests.Harness;

/// <summary>The gateway as a process of its own, started as a container would.</summary>
internal static class GatewayProcess
{
    private static readonly string Program =
        Path.Combine(AppContext.BaseDirectory, $"{typeof(GatewayHost).Assembly.GetName().Name}.dll");

    public static Task<ServerProcess> Start(IReadOnlyDictionary<string, string> environment, params string[] args) =>
        ServerProcess.Start(["dotnet", Program, .. args], environment);

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Exit, string Output)> Run(params string[] args)
    {
        await using var process = await Start(new Dictionary<string, string>(), args);
        return (await process.End(), process.Output);
    }

    /// <summary>Waits until it answers.</summary>
    public static Task Answers(ServerProcess process, HttpClient client, string path = "/health/live") =>
        Wait.Until($"{client.BaseAddress}{path} to answer", async () =>
        {
            Assert.False(process.HasExited, process.Output);
            try
            {
                return (await client.GetAsync(path)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
}
