using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using SupplyFinance.Standalone;
using SupplyFinance.Testing;

namespace SupplyFinance.Benchmarks;

/// <summary>Processes that the benchmarks start: this program as a host, so that what is measured shares no process with who measures.</summary>
internal static class Hosts
{
    /// <summary>The web application with nothing in it.</summary>
    public const string EmptyWeb = "--empty-web";

    /// <summary>The embedded platform on the sample invoice's day.</summary>
    public const string Embedded = "--embedded";

    /// <summary>The day the sample was issued.</summary>
    public static readonly DateOnly SampleDay = new(2026, 3, 2);

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    /// <summary>Between two looks whether a host is ready: short against the shortest start.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs one of the hosts, in the process that was started for it.</summary>
    public static async Task<int> Run(string[] args)
    {
        if (args is [Embedded, var address, var folder])
        {
            await using var platform = await EmbeddedPlatform.Start(folder, new Uri(address), SampleDay);
            await Task.Delay(Timeout.Infinite);
        }

        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(args[1]);
        var app = builder.Build();
        app.MapGet("/health/ready", () => "Healthy");
        await app.RunAsync();
        return 0;
    }

    /// <summary>Starts this program as a host.</summary>
    public static Task<ServerProcess> Start(string folder, params string[] arguments) =>
        StartProgram("SupplyFinance.Benchmarks.dll", folder, arguments);

    /// <summary>Starts a program of this build in a folder: a web application watches the one it starts in.</summary>
    public static Task<ServerProcess> StartProgram(string program, string folder, params string[] arguments) =>
        ServerProcess.Start(["env", "-C", folder, "dotnet", Path.Combine(AppContext.BaseDirectory, program), .. arguments]);

    /// <summary>A free address on loopback.</summary>
    public static Uri FreeAddress() => new($"http://127.0.0.1:{FreePort.Next()}/");

    /// <summary>Waits until a host answers that it is ready.</summary>
    public static async Task Ready(ServerProcess process, Uri address, CancellationToken stopping)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(LongestStart);
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"The host ended:\n{process.Output}");
            try
            {
                using var answer = await http.GetAsync(new Uri(address, "health/ready"), limit.Token);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(Look, limit.Token);
        }
    }
}
