using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// The console log of one resource. Keeps the newest lines, at most <see cref="MaxLines"/> and <see cref="MaxCharacters"/>; nobody who
/// reads it can slow down or fill up the one who writes. Safe for concurrent use.
/// </summary>
internal sealed class ConsoleLog
{
    public const int MaxLines = 10_000;
    public const int MaxCharacters = 2_000_000;
    public const int MaxLineLength = 8_192;

    private readonly Lock _lock = new();
    private readonly Queue<LogEntry> _entries = new();
    private int _characters;
    private int _lastNumber;
    private bool _completed;
    private TaskCompletionSource _changed = NewSignal();

    public event Action<IReadOnlyList<LogEntry>>? Appended;

    public void Append(LogStream stream, string text) => Append([(stream, text)]);

    public void Append(IReadOnlyCollection<(LogStream Stream, string Text)> lines)
    {
        var now = DateTime.UtcNow;
        var added = new LogEntry[lines.Count];
        lock (_lock)
        {
            var i = 0;
            foreach (var (stream, text) in lines)
            {
                _entries.Enqueue(added[i++] = new LogEntry(++_lastNumber, now, stream, text));
                _characters += text.Length;
            }

            while (_entries.Count > MaxLines || _characters > MaxCharacters)
            {
                _characters -= _entries.Dequeue().Text.Length;
            }
        }

        Signal();
        Appended?.Invoke(added);
    }

    /// <summary>At most <paramref name="max"/> kept lines after number <paramref name="after"/>.</summary>
    public IReadOnlyList<LogEntry> Read(int after, int max)
    {
        lock (_lock)
        {
            // The kept numbers have no gaps, so the place of a number is known without looking at each line.
            var first = _lastNumber - _entries.Count;
            return after >= _lastNumber ? [] : [.. _entries.Skip(Math.Max(0, after - first)).Take(max)];
        }
    }

    public IReadOnlyList<LogEntry> Tail(int count) => Read(Math.Max(0, Volatile.Read(ref _lastNumber) - count), count);

    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _characters = 0;
        }
    }

    public void Complete()
    {
        Volatile.Write(ref _completed, true);
        Signal();
    }

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var after = 0; ;)
        {
            var (changed, completed) = (Volatile.Read(ref _changed), Volatile.Read(ref _completed));
            if (Read(after, MaxLines) is { Count: > 0 } entries)
            {
                after = entries[^1].Number;
                yield return [.. entries.Select(e => e.ToLine())];
            }
            else if (completed)
            {
                yield break;
            }
            else
            {
                await changed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal() => Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
}
