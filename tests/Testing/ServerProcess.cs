using System.Collections.Concurrent;
using System.Diagnostics;

namespace SupplyFinance.Testing;

/// <summary>A server that a test starts. It ends with the test process, also when that is killed: a shell between the two waits for the end of
/// its input and then stops the server.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>Lines of output kept for the message of a failure.</summary>
    private const int KeptLines = 200;

    private readonly Process _shell;
    private readonly ConcurrentQueue<string> _lines = new();
    private int _pid;

    private ServerProcess(Process shell) => _shell = shell;

    /// <summary>The server's own process id.</summary>
    public int Pid => _pid;

    public bool HasExited => _shell.HasExited;

    /// <summary>The last of what it printed.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts a server.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="environment">Variables beside those of the test.</param>
    /// <param name="stop">The signal that stops it in order.</param>
    public static async Task<ServerProcess> Start(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null, string stop = "TERM")
    {
        const string script = """
            signal=$1; shift
            setsid "$@" </dev/null & pid=$!
            echo "pid $pid"
            (cat; kill -s "$signal" "$pid") <&3 >/dev/null 2>&1 &
            watch=$!
            wait "$pid"; code=$?
            kill "$watch" 2>/dev/null
            exit "$code"
            """;
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec 3<&0; " + script, "server", stop, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var server = new ServerProcess(Process.Start(start)!);
        var started = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        server._shell.OutputDataReceived += (_, line) => server.Keep(line.Data, started);
        server._shell.ErrorDataReceived += (_, line) => server.Keep(line.Data, started);
        server._shell.BeginOutputReadLine();
        server._shell.BeginErrorReadLine();
        server._pid = await started.Task.WaitAsync(Wait.Longest);
        return server;
    }

    /// <summary>Sends a signal to the server and everything that it started: its process group.</summary>
    public void Signal(string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s {signal} -- -{_pid} 2>/dev/null; true"]);
        kill.WaitForExit();
    }

    /// <summary>kill -9, and waits for the end.</summary>
    public async Task Kill()
    {
        Signal("KILL");
        await _shell.WaitForExitAsync();
    }

    /// <summary>Waits for its end and answers the exit code.</summary>
    public async Task<int> End(TimeSpan? longest = null)
    {
        await Wait.Until($"the end of process {_pid}; its last output:\n{Output}", () => _shell.HasExited, longest);
        await _shell.WaitForExitAsync();
        return _shell.ExitCode;
    }

    /// <summary>Stops it in order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_shell.HasExited)
        {
            _shell.StandardInput.Close();
            try
            {
                await Wait.Until($"process {_pid} to stop", () => _shell.HasExited);
            }
            catch (TimeoutException)
            {
                await Kill();
            }
        }

        _shell.Dispose();
    }

    private void Keep(string? line, TaskCompletionSource<int> started)
    {
        if (line is null) return;
        if (line.StartsWith("pid ", StringComparison.Ordinal) && int.TryParse(line[4..], out var pid) && started.TrySetResult(pid)) return;
        _lines.Enqueue(line);
        if (_lines.Count > KeptLines) _lines.TryDequeue(out _);
    }
}
