using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Belfry.Dashboard.Runs;

/// <summary>
/// Writes what was accepted to this run's file, behind the senders' backs. Bounded by <see cref="MaxWaitingBytes"/>; what comes while that
/// much waits is kept in memory only and counted, so that a slow disk never slows a sender.
/// </summary>
internal sealed class RunRecorder : IAsyncDisposable
{
    public const int MaxWaitingBytes = 8 * 1024 * 1024;
    private const int MaxBatch = 64;

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

        // A single request larger than the bound passes alone.
        if (Interlocked.Add(ref _waitingBytes, request.Length) is var waiting && waiting > MaxWaitingBytes && waiting != request.Length)
        {
            Skip(request.Length);
            return;
        }

        var recorded = new RecordedRequest(signal, _clock.GetUtcNow(), request);
        if (!_waiting.Writer.TryWrite(recorded))
        {
            recorded.Dispose();
            Skip(request.Length);
        }
    }

    /// <summary>Empties the file before the next request is written to it.</summary>
    public void Clear() => Volatile.Write(ref _clear, true);

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private void Skip(int bytes)
    {
        Interlocked.Add(ref _waitingBytes, -bytes);
        Interlocked.Increment(ref _unrecorded);
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
                request.Dispose();
                Skip(request.Length);
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
            foreach (var request in requests)
            {
                request.Dispose();
                Interlocked.Add(ref _waitingBytes, -request.Length);
            }
        }
    }
}
