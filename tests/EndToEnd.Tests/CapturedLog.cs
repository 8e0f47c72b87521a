using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SupplyFinance.EndToEnd.Tests;

/// <summary>Keeps what every host of the process logs, with the scope around each line.</summary>
[ProviderAlias("Captured")]
public sealed class CapturedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<Line> _lines;
    private readonly int _host;
    private int _hosts;
    private IExternalScopeProvider? _scopes;

    public CapturedLog()
        : this([], 0)
    {
    }

    private CapturedLog(ConcurrentQueue<Line> lines, int host)
    {
        _lines = lines;
        _host = host;
    }

    /// <summary>One line as a structured log holds it.</summary>
    public sealed record Line(int Host, string Category, LogLevel Level, string Text, IReadOnlyDictionary<string, string?> Scope);

    public IReadOnlyCollection<Line> Lines => _lines;

    /// <summary>The provider for one more host, whose lines come here.</summary>
    public CapturedLog OfOneHost() => new(_lines, ++_hosts);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scope = new Dictionary<string, string?>();
            log._scopes?.ForEachScope((around, all) =>
            {
                foreach (var (name, value) in around as IEnumerable<KeyValuePair<string, object?>> ?? []) all[name] = value?.ToString();
            }, scope);
            var members = string.Join(' ', (state as IEnumerable<KeyValuePair<string, object?>> ?? []).Select(member => member.Value));
            log._lines.Enqueue(new Line(
                log._host, category, logLevel, $"{formatter(state, exception)} {members} {exception} {string.Join(' ', scope.Values)}", scope));
        }
    }
}
