namespace Belfry.Dashboard.Live;

/// <summary>What a page may want to be told about.</summary>
[Flags]
internal enum LiveTopics
{
    None = 0,
    Resources = 1,
    Console = 2,
    Logs = 4,
    Traces = 8,
    Metrics = 16,
}

/// <summary>
/// Tells open pages that something changed; they then ask for what they show. All that waits for a page is one set of
/// topics, so that a slow browser costs a sender one flag and never a queue.
/// Bounded by <see cref="MaxListeners"/>; emptied when pages close.
/// </summary>
internal sealed class LiveUpdates
{
    public const int MaxListeners = 64;
    private readonly Lock _gate = new();
    private Listener[] _listeners = [];

    public void Publish(LiveTopics topics)
    {
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            listener.Add(topics);
        }
    }

    /// <summary>Null when too many pages are open already.</summary>
    public Listener? Subscribe()
    {
        lock (_gate)
        {
            if (_listeners.Length >= MaxListeners)
            {
                return null;
            }

            var listener = new Listener(this);
            _listeners = [.. _listeners, listener];
            return listener;
        }
    }

    private void Remove(Listener listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners.Where(other => other != listener)];
        }
    }

    internal sealed class Listener(LiveUpdates owner) : IDisposable
    {
        private readonly SemaphoreSlim _signal = new(0, 1);
        private int _pending;

        public void Add(LiveTopics topics)
        {
            if (Interlocked.Or(ref _pending, (int)topics) == 0)
            {
                _signal.Release();
            }
        }

        /// <summary>Waits for the first change, or gives up quietly after <paramref name="patience"/>.</summary>
        public Task<bool> WaitAsync(TimeSpan patience, CancellationToken cancellationToken) => _signal.WaitAsync(patience, cancellationToken);

        /// <summary>Everything that changed since the last call.</summary>
        public LiveTopics Take() => (LiveTopics)Interlocked.Exchange(ref _pending, 0);

        public void Dispose()
        {
            // The semaphore is left to the collector: a sender may still hold this listener for one more signal.
            owner.Remove(this);
        }
    }
}
