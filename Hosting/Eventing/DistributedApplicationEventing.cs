namespace Aspire.Hosting.Eventing;

/// <summary>Keeps handlers by event type. Safe for concurrent use.</summary>
public class DistributedApplicationEventing : IDistributedApplicationEventing
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Type, List<DistributedApplicationEventSubscription>> _handlers = [];

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback) where T : IDistributedApplicationEvent =>
        Add(typeof(T), new DistributedApplicationEventSubscription((@event, token) => callback((T)@event, token)));

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent => Add(
            typeof(T),
            new DistributedApplicationResourceEventSubscription(
                resource,
                (@event, token) => @event.Resource == resource ? callback((T)@event, token) : Task.CompletedTask));

    /// <inheritdoc/>
    public void Unsubscribe(DistributedApplicationEventSubscription subscription)
    {
        lock (_lock)
        {
            foreach (var handlers in _handlers.Values)
            {
                handlers.Remove(subscription);
            }
        }
    }

    /// <inheritdoc/>
    public Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent =>
        PublishAsync(@event, EventDispatchBehavior.BlockingSequential, cancellationToken);

    /// <inheritdoc/>
    public async Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent
    {
        var handlers = Handlers(typeof(T));
        if (handlers.Length == 0)
        {
            return;
        }

        var concurrent = dispatchBehavior is EventDispatchBehavior.BlockingConcurrent or EventDispatchBehavior.NonBlockingConcurrent;
        var dispatch = concurrent
            ? Task.WhenAll(handlers.Select(h => h.Callback(@event, cancellationToken)))
            : OneByOne(handlers, @event, cancellationToken);
        if (dispatchBehavior is EventDispatchBehavior.BlockingConcurrent or EventDispatchBehavior.BlockingSequential)
        {
            await dispatch.ConfigureAwait(false);
        }
    }

    internal bool HasHandlers<T>(IResource resource) where T : IDistributedApplicationResourceEvent => Handlers(typeof(T))
        .Any(h => h is not DistributedApplicationResourceEventSubscription { Resource: { } other } || other == resource);

    private static async Task OneByOne(DistributedApplicationEventSubscription[] handlers, IDistributedApplicationEvent @event, CancellationToken token)
    {
        foreach (var handler in handlers)
        {
            await handler.Callback(@event, token).ConfigureAwait(false);
        }
    }

    private DistributedApplicationEventSubscription Add(Type type, DistributedApplicationEventSubscription subscription)
    {
        lock (_lock)
        {
            if (!_handlers.TryGetValue(type, out var handlers))
            {
                _handlers[type] = handlers = [];
            }

            handlers.Add(subscription);
            return subscription;
        }
    }

    private DistributedApplicationEventSubscription[] Handlers(Type type)
    {
        lock (_lock)
        {
            return _handlers.TryGetValue(type, out var handlers) ? [.. handlers] : [];
        }
    }
}
