using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console logs of all resources; each keeps its newest 10,000 lines. Safe for concurrent use.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ConsoleLog> _logs = new(StringComparer.OrdinalIgnoreCase);

    internal event Action<string, IReadOnlyList<LogEntry>>? Appended;

    /// <summary>A logger that writes into the console log of a resource.</summary>
    public ILogger GetLogger(IResource resource) => GetLogger(resource.Name);

    /// <inheritdoc cref="GetLogger(IResource)"/>
    public ILogger GetLogger(string resourceName) => new ConsoleLogLogger(Log(resourceName));

    /// <summary>The kept lines, then every new one until the log is completed or the enumeration is cancelled (<c>WithCancellation</c>).</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => WatchAsync(resource.Name);

    /// <inheritdoc cref="WatchAsync(IResource)"/>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => Log(resourceName).FollowAsync();

    /// <summary>The kept lines.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource) => GetAllAsync(resource.Name);

    /// <inheritdoc cref="GetAllAsync(IResource)"/>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return [.. Log(resourceName).Read(0, ConsoleLog.MaxLines).Select(e => e.ToLine())];
    }

    /// <summary>Forgets the kept lines.</summary>
    public void ClearBacklog(string resourceName) => Log(resourceName).Clear();

    /// <summary>Ends the log: those who watch it finish.</summary>
    public void Complete(IResource resource) => Complete(resource.Name);

    /// <inheritdoc cref="Complete(IResource)"/>
    public void Complete(string name) => Log(name).Complete();

    /// <summary>Ends all logs.</summary>
    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Complete();
        }

        GC.SuppressFinalize(this);
    }

    internal ConsoleLog Log(string resourceName) => _logs.GetOrAdd(resourceName, name =>
    {
        var log = new ConsoleLog();
        log.Appended += entries => Appended?.Invoke(name, entries);
        return log;
    });

    /// <summary>The last lines, indented below a message; empty when the resource wrote nothing.</summary>
    internal string Describe(string resourceName, int lines = 10)
    {
        var tail = Log(resourceName).Tail(lines).Where(e => e.Stream != LogStream.System).ToArray();
        return string.Concat(tail.Select(e => $"\n        | {e.Text}"));
    }

    private sealed class ConsoleLogLogger(ConsoleLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Append(LogStream.System, exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception.Message}");
    }
}
