namespace Belfry.Storage.Writing;

/// <summary>The bounded queue before the writer. Many callers add; the one writer takes everything that waits in one exchange of lists.</summary>
internal sealed class WriteQueue(int capacity, TimeSpan timeout, string path) : IDisposable
{
    private readonly object _gate = new();
    private readonly SemaphoreSlim _places = new(capacity, capacity);
    private List<WriteRequest> _waiting = [];
    private volatile bool _closed;
    private Exception? _cause;

    /// <summary>Whether one place is taken and no more: its owner is the only one who writes.</summary>
    public bool HasOne => _places.CurrentCount == capacity - 1 && !_closed;

    /// <summary>Takes a place without waiting; false when the queue is full.</summary>
    public bool TryReserve() => _places.Wait(0, CancellationToken.None);

    /// <summary>Waits for a place.</summary>
    /// <exception cref="StorageException">The queue stayed full for the whole timeout.</exception>
    public async ValueTask ReserveAsync(CancellationToken cancellation)
    {
        if (!await _places.WaitAsync(timeout, cancellation).ConfigureAwait(false))
        {
            throw new StorageException(
                StorageError.Overloaded,
                path,
                "The write was refused.",
                $"{capacity} writes were already waiting and none finished within {timeout.TotalSeconds:0.#} s.",
                "Try again later, or raise DatabaseOptions.QueueCapacity.");
        }
    }

    /// <summary>Adds a request in its reserved place.</summary>
    public void Add(WriteRequest request)
    {
        lock (_gate)
        {
            if (_closed)
            {
                _places.Release();
                throw Closed();
            }

            _waiting.Add(request);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Exchanges the empty list for all that waits. Blocks when nothing does; false once the queue is closed and empty.</summary>
    public bool Take(ref List<WriteRequest> empty)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            (_waiting, empty) = (empty, _waiting);
            return true;
        }
    }

    /// <summary>As <see cref="Take"/>, but returns false at once when nothing waits.</summary>
    public bool TryTake(ref List<WriteRequest> empty)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                return false;
            }

            (_waiting, empty) = (empty, _waiting);
            return true;
        }
    }

    /// <summary>Gives places back once their requests are answered.</summary>
    public void Release(int places)
    {
        if (places > 0)
        {
            _places.Release(places);
        }
    }

    /// <summary>Refuses further requests; those that wait can still be taken.</summary>
    /// <param name="cause">What ended the writer; null when the database is disposed.</param>
    public void Close(Exception? cause)
    {
        lock (_gate)
        {
            _closed = true;
            _cause ??= cause;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Closes it in order. The semaphore stays, for callers that still wait for a place: they are told that the queue is closed.</summary>
    public void Dispose() => Close(null);

    private StorageException Closed() => new(
        StorageError.Closed,
        path,
        "The write was refused.",
        _cause is null ? $"The database {path} is closed." : $"The writer of {path} has stopped: {_cause.Message}",
        _cause is null ? "Stop sending requests before disposing the database." : "Restart the application.",
        _cause);
}
