using System.Diagnostics;
using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Writing;

/// <summary>
/// The one thread that writes. It takes what waits in the queue into one transaction with a savepoint per request, commits once, and
/// only then answers the callers: the cost of the flush to disk is shared, and nobody is told "done" before it is on disk. A caller who is alone
/// commits on its own thread: the way to the other one and back takes as long as a commit on a quick disk.
/// </summary>
internal sealed class Writer : IDisposable
{
    /// <summary>
    /// So many commits in a row may be those of callers; the next one goes through the queue. Who asks for one write after the other without awaiting any of them would
    /// otherwise never find more than one in the queue, and have each flushed by itself.
    /// </summary>
    private const int MostByCallers = 16;

    private readonly SqliteSession _session;

    /// <summary>Whoever has it uses the connection: the thread, or a caller.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    private readonly Checkpointer _checkpointer;
    private readonly DatabaseOptions _options;
    private readonly WriteQueue _queue;
    private readonly Thread _thread;
    private readonly WriteBatch _batch;

    /// <summary>Taken from the queue and not yet in a batch, from <see cref="_next"/> on.</summary>
    private List<WriteRequest> _taken = [];
    private int _next;

    /// <summary>Whether the last batch of the thread was of one request, and how many commits of callers came after it.</summary>
    private volatile bool _alone;
    private volatile int _byCallers;

    public Writer(SqliteSession session, Checkpointer checkpointer, DatabaseOptions options)
    {
        _session = session;
        _checkpointer = checkpointer;
        _options = options;
        _queue = new WriteQueue(options.QueueCapacity, options.QueueTimeout, session.Path);
        _batch = new WriteBatch(session, _queue);
        _thread = new Thread(RunUntilClosed) { IsBackground = true, Name = "Belfry.Storage writer" };
        _thread.Start();
    }

    public ValueTask<T> WriteAsync<T>(Func<SqliteSession, T> work, string operation, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return _queue.TryReserve() ? Add(work, operation, cancellation) : WaitThenAddAsync(work, operation, cancellation);
    }

    /// <summary>Writes what waits, then stops.</summary>
    public void Dispose()
    {
        _queue.Dispose();
        _thread.Join();
        _turn.Wait(); // for a caller who commits
        _session.Dispose();
    }

    private async ValueTask<T> WaitThenAddAsync<T>(Func<SqliteSession, T> work, string operation, CancellationToken cancellation)
    {
        await _queue.ReserveAsync(cancellation).ConfigureAwait(false);
        return await Add(work, operation, cancellation).ConfigureAwait(false);
    }

    private ValueTask<T> Add<T>(Func<SqliteSession, T> work, string operation, CancellationToken cancellation)
    {
        var request = WriteRequest<T>.Rent(work, StorageTelemetry.StartDetached("write", operation, _session.Path), cancellation);
        var result = request.AsValueTask(); // before Add: afterwards the request may already be finished and reused
        if (TryWriteHere(request))
        {
            return result;
        }

        try
        {
            _queue.Add(request);
        }
        catch (StorageException refusal)
        {
            StorageTelemetry.Fail(request.Span, refusal);
            request.Span?.Stop();
            throw;
        }

        return result;
    }

    /// <summary>Commits the request on the caller's thread, if nobody else writes and the thread has nothing else to do; false when it has to be queued.</summary>
    private bool TryWriteHere(WriteRequest request)
    {
        if (!_alone || _byCallers == MostByCallers || !_queue.HasOne || !_turn.Wait(0))
        {
            return false;
        }

        var caller = Activity.Current;
        try
        {
            if (!_queue.HasOne || _checkpointer.IsDue)
            {
                return false; // it was closed meanwhile, or somebody is in the queue and comes first; or it is time for the thread to checkpoint
            }

            _byCallers++;
            Activity.Current = null;
            _batch.Add(request);
            Write(request);
        }
        catch (Exception cause)
        {
            _queue.Close(cause);
            _session.RollBack();
            _batch.Refuse(cause);
        }
        finally
        {
            Activity.Current = caller;
            _turn.Release();
        }

        return true;
    }

    private void RunUntilClosed()
    {
        while (Refill())
        {
            _turn.Wait();
            try
            {
                Write(null);
                _checkpointer.AfterCommit();
            }
            catch (Exception cause)
            {
                Abandon(cause);
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Commits the one request, or what waits, and answers.</summary>
    private void Write(WriteRequest? one)
    {
        var span = StorageTelemetry.Source.StartActivity("commit", ActivityKind.Client);
        try
        {
            Commit(one);
            StorageTelemetry.BatchRequests.Record(_batch.Count);
        }
        catch (StorageException failure)
        {
            Undo(failure);
            StorageTelemetry.Fail(span, failure);
        }

        span?.SetTag("belfry.batch.requests", _batch.Count);
        span?.Stop();
        if (one is null)
        {
            (_alone, _byCallers) = (_batch.Count == 1, 0);
        }

        _batch.Answer(span);
        Activity.Current = null;
    }

    private bool Refill()
    {
        if (_next < _taken.Count)
        {
            return true;
        }

        _taken.Clear();
        _next = 0;
        return _queue.Take(ref _taken);
    }

    private void Commit(WriteRequest? one)
    {
        var started = Stopwatch.GetTimestamp();
        _session.BeginImmediate(_options.BusyTimeout);
        if (one is not null)
        {
            _batch.Run(one);
        }

        while (one is null && TakeNext(started) is { } request)
        {
            _batch.Add(request);
            _batch.Run(request);
        }

        var committing = Stopwatch.GetTimestamp();
        _session.Execute("commit");
        StorageTelemetry.CommitTime.Record(Stopwatch.GetElapsedTime(committing).TotalSeconds);
    }

    /// <summary>The next request of this batch; null when the batch is full, has lasted long enough, or nothing waits.</summary>
    private WriteRequest? TakeNext(long batchStarted)
    {
        if (_batch.Count >= _options.MaxBatchRequests || (_batch.Count > 0 && Stopwatch.GetElapsedTime(batchStarted) > _options.MaxBatchTime))
        {
            return null;
        }

        if (_next == _taken.Count)
        {
            _taken.Clear();
            _next = 0;
            if (!_queue.TryTake(ref _taken))
            {
                return null;
            }
        }

        return _taken[_next++];
    }

    private void Undo(StorageException failure)
    {
        _session.RollBack();

        // BEGIN failed before anything was taken: those who waited through it share the failure instead of each waiting as long again.
        if (_batch.Count == 0)
        {
            _batch.AddAll(_taken.Skip(_next));
            _next = _taken.Count;
        }

        _batch.Fail(failure);
    }

    /// <summary>
    /// What only a defect, a lack of memory or a throwing telemetry listener can bring about: the thread ends, but nobody waits for it in vain.
    /// </summary>
    private void Abandon(Exception cause)
    {
        _session.RollBack();
        _queue.Close(cause);
        do
        {
            _batch.AddAll(_taken.Skip(_next));
            _taken.Clear();
            _next = 0;
        }
        while (_queue.TryTake(ref _taken));

        _batch.Refuse(cause);
    }
}
