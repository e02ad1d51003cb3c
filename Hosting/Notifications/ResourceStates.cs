using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// The newest state of every instance of every resource, and the line in which changes of it are told. Changes are told in the order they
/// were made, by one thread at a time and outside the lock: a slow handler holds back the telling, never those who change or read.
/// Bounded by the number of changes made while one is being told.
/// </summary>
internal sealed class ResourceStates(ILogger logger)
{
    private readonly ConcurrentDictionary<string, ResourceEvent> _current = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<ResourceEvent> _untold = new();
    private readonly Lock _lock = new();
    private long _lastNumber;
    private bool _telling;

    public event Action<ResourceEvent>? Changed;

    public IEnumerable<ResourceEvent> Current => _current.Values;

    public ResourceEvent? Find(string resourceId) => _current.GetValueOrDefault(resourceId);

    public void Change(IResource resource, string resourceId, Func<CustomResourceSnapshot?, CustomResourceSnapshot> change)
    {
        lock (_lock)
        {
            var after = change(Find(resourceId)?.Snapshot);
            var changed = _current[resourceId] = new ResourceEvent(resource, resourceId, after) { Number = ++_lastNumber };
            _untold.Enqueue(changed);
        }

        Tell();
    }

    /// <summary>The newest states, of changes up to <paramref name="last"/>; the handler gets later ones, and earlier ones still being told.</summary>
    public ResourceEvent[] Subscribe(Action<ResourceEvent> handler, out long last)
    {
        lock (_lock)
        {
            last = _lastNumber;
            Changed += handler;
            return [.. _current.Values.OrderBy(state => state.Number)];
        }
    }

    /// <summary>Tells what is untold, unless another thread is telling: then that one does it.</summary>
    private void Tell()
    {
        for (var told = false; ; told = true)
        {
            ResourceEvent? next;
            lock (_lock)
            {
                if (_telling && !told)
                {
                    return;
                }

                if (!(_telling = _untold.TryDequeue(out next)))
                {
                    return;
                }
            }

            try
            {
                Changed?.Invoke(next!);
            }
            catch (Exception fault)
            {
                logger.LogError(fault, "A handler of resource changes failed.");
            }
        }
    }
}
