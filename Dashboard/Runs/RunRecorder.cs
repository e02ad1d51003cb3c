using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Belfry.Dashboard.Runs;

/// <summary>An export request on its way to the run's file.</summary>
internal readonly record struct RecordedRequest(Signal Signal, DateTimeOffset At, ReadOnlyMemory<byte> Body);

/// <summary>
/// Writes what was accepted to this run's file, behind the senders' backs. Bounded by <see cref="MaxWaiting"/> requests;
/// what comes while that many wait is kept in memory only and counted, so that a slow disk never slows a sender.
/// </summary>
internal sealed class RunRecorder : IAsyncDisposable
{
    public const int MaxWaiting = 64;
    private readonly Channel<RecordedRequest> _waiting = Channel.CreateBounded<RecordedRequest>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly RunLibrary _library;
    private readonly TimeProvider _clock;
    private readonly ILogger<RunRecorder> _logger;
    private readonly Task _writing;
    private long _unrecorded;
    private bool _clear;

    public RunRecorder(RunLibrary library, TimeProvider clock, ILogger<RunRecorder> logger)
    {
        (_library, _clock, _logger) = (library, clock, logger);
        _writing = library.Folder is null ? Task.CompletedTask : Task.Run(WriteAsync);
    }

    /// <summary>Requests that are only in memory, because the file could not keep up or could not be written.</summary>
    public long Unrecorded => Volatile.Read(ref _unrecorded);

    public void Record(Signal signal, ReadOnlySpan<byte> request)
    {
        if (_library.Folder is not null && !_waiting.Writer.TryWrite(new RecordedRequest(signal, _clock.GetUtcNow(), request.ToArray())))
        {
            Interlocked.Increment(ref _unrecorded);
        }
    }

    /// <summary>Empties the file before the next request is written to it.</summary>
    public void Clear() => Volatile.Write(ref _clear, true);

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        RunFile? file = null;
        try
        {
            while (await _waiting.Reader.WaitToReadAsync())
            {
                file ??= _library.CreateCurrent();
                if (Interlocked.Exchange(ref _clear, false))
                {
                    file.Clear();
                }

                file.Write(Take());
            }
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            _logger.LogError("Telemetry is kept in memory only from now on: {Folder} could not be written ({Reason}).", _library.Folder, fault.Message);
            await foreach (var _ in _waiting.Reader.ReadAllAsync())
            {
                Interlocked.Increment(ref _unrecorded);
            }
        }
        finally
        {
            file?.Dispose();
        }
    }

    private List<RecordedRequest> Take()
    {
        var requests = new List<RecordedRequest>();
        while (requests.Count < MaxWaiting && _waiting.Reader.TryRead(out var request))
        {
            requests.Add(request);
        }

        return requests;
    }
}
