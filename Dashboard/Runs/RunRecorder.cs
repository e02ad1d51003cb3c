using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Belfry.Dashboard.Runs;

/// <summary>
/// Writes what was accepted to this run's file, behind the senders' backs. Bounded by <see cref="MaxWaitingBytes"/> of packed requests, and one
/// more of each sender; what comes while that much waits is kept in memory only and counted, so that a slow disk never slows a sender.
/// </summary>
internal sealed class RunRecorder : IAsyncDisposable
{
    public const int MaxWaitingBytes = 4 * 1024 * 1024;
    private const int MaxBatch = 16;

    private readonly Channel<RecordedRequest> _waiting = Channel.CreateUnbounded<RecordedRequest>(new() { SingleReader = true });
    private readonly RunLibrary _library;
    private readonly TimeProvider _clock;
    private readonly ILogger<RunRecorder> _logger;
    private readonly Task _writing;
    private long _waitingBytes;
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
        if (_library.Folder is null)
        {
            return;
        }

        if (Volatile.Read(ref _waitingBytes) > MaxWaitingBytes)
        {
            Interlocked.Increment(ref _unrecorded);
            return;
        }

        var recorded = new RecordedRequest(signal, _clock.GetUtcNow(), request);
        Interlocked.Add(ref _waitingBytes, recorded.Length);
        if (!_waiting.Writer.TryWrite(recorded))
        {
            Release(recorded);
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

    private void Release(RecordedRequest request)
    {
        Interlocked.Add(ref _waitingBytes, -request.Length);
        request.Dispose();
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

                Write(file);
            }
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            _logger.LogError("Telemetry is kept in memory only from now on: {Folder} could not be written ({Reason}).", _library.Folder, fault.Message);
            await foreach (var request in _waiting.Reader.ReadAllAsync())
            {
                Release(request);
                Interlocked.Increment(ref _unrecorded);
            }
        }
        finally
        {
            file?.Dispose();
        }
    }

    private void Write(RunFile file)
    {
        var requests = new List<RecordedRequest>();
        while (requests.Count < MaxBatch && _waiting.Reader.TryRead(out var request))
        {
            requests.Add(request);
        }

        try
        {
            file.Write(requests);
        }
        finally
        {
            requests.ForEach(Release);
        }
    }
}
