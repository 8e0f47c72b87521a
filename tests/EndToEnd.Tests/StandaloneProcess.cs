using System.Collections.Concurrent;
using System.Diagnostics;
using SupplyFinance.Standalone;
using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests;

/// <summary>The standalone host as a real process, as a user starts it.</summary>
internal sealed class StandaloneProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, $"{typeof(EmbeddedPlatform).Assembly.GetName().Name}.dll");

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private StandaloneProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>What it has printed so far.</summary>
    public string Output => string.Join('\n', _lines);

    public int Lines => _lines.Count;

    public bool HasExited => _process.HasExited;

    public static StandaloneProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var address = FreeAddress();
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments, "--urls", address.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new StandaloneProcess(Process.Start(start)!, address);
    }

    /// <summary>Runs to the end and answers exit code and output.</summary>
    public static async Task<(int ExitCode, string Output)> Run(params string[] arguments)
    {
        await using var process = Start(arguments);
        return await process.End();
    }

    /// <summary>Walks through a platform that runs already.</summary>
    public static async Task<(int ExitCode, string Output)> RunOn(Uri platform)
    {
        await using var process = Start(["walkthrough", "--at", platform.ToString()]);
        return await process.End();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<(int ExitCode, string Output)> End()
    {
        await Wait.Until($"the end of the process; so far it said\n{Output}", () => _process.HasExited, TimeSpan.FromMinutes(3));
        await _process.WaitForExitAsync();
        return (_process.ExitCode, Output);
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process.Dispose();
    }

    private static Uri FreeAddress() => new($"http://127.0.0.1:{FreePort.Next()}/");

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text) _lines.Enqueue(text);
    }
}
