using Aspire.Hosting.Publishing;

namespace Aspire.Hosting;

/// <summary>Short forms for adding handlers of events.</summary>
public static class DistributedApplicationEventingExtensions
{
    /// <summary>Handles <see cref="BeforeStartEvent"/>.</summary>
    public static T OnBeforeStart<T>(this T builder, Func<BeforeStartEvent, CancellationToken, Task> callback) where T : IDistributedApplicationBuilder
    {
        builder.Eventing.Subscribe(callback);
        return builder;
    }

    /// <summary>Handles <see cref="BeforePublishEvent"/>.</summary>
    public static T OnBeforePublish<T>(this T builder, Func<BeforePublishEvent, CancellationToken, Task> callback) where T : IDistributedApplicationBuilder
    {
        builder.Eventing.Subscribe(callback);
        return builder;
    }

    /// <summary>Handles <see cref="AfterPublishEvent"/>.</summary>
    public static T OnAfterPublish<T>(this T builder, Func<AfterPublishEvent, CancellationToken, Task> callback) where T : IDistributedApplicationBuilder
    {
        builder.Eventing.Subscribe(callback);
        return builder;
    }

    /// <summary>Handles <see cref="InitializeResourceEvent"/> of a resource.</summary>
    public static IResourceBuilder<T> OnInitializeResource<T>(
        this IResourceBuilder<T> builder,
        Func<T, InitializeResourceEvent, CancellationToken, Task> callback) where T : IResource => builder.On(callback);

    /// <summary>Handles <see cref="ResourceEndpointsAllocatedEvent"/> of a resource.</summary>
    public static IResourceBuilder<T> OnResourceEndpointsAllocated<T>(
        this IResourceBuilder<T> builder,
        Func<T, ResourceEndpointsAllocatedEvent, CancellationToken, Task> callback) where T : IResourceWithEndpoints => builder.On(callback);

    /// <summary>Handles <see cref="ConnectionStringAvailableEvent"/> of a resource.</summary>
    public static IResourceBuilder<T> OnConnectionStringAvailable<T>(
        this IResourceBuilder<T> builder,
        Func<T, ConnectionStringAvailableEvent, CancellationToken, Task> callback) where T : IResourceWithConnectionString => builder.On(callback);

    /// <summary>Handles <see cref="BeforeResourceStartedEvent"/> of a resource.</summary>
    public static IResourceBuilder<T> OnBeforeResourceStarted<T>(
        this IResourceBuilder<T> builder,
        Func<T, BeforeResourceStartedEvent, CancellationToken, Task> callback) where T : IResource => builder.On(callback);

    /// <summary>Handles <see cref="ResourceReadyEvent"/> of a resource.</summary>
    public static IResourceBuilder<T> OnResourceReady<T>(
        this IResourceBuilder<T> builder,
        Func<T, ResourceReadyEvent, CancellationToken, Task> callback) where T : IResource => builder.On(callback);

    /// <summary>Handles <see cref="ResourceStoppedEvent"/> of a resource.</summary>
    public static IResourceBuilder<T> OnResourceStopped<T>(
        this IResourceBuilder<T> builder,
        Func<T, ResourceStoppedEvent, CancellationToken, Task> callback) where T : IResource => builder.On(callback);

    private static IResourceBuilder<T> On<T, TEvent>(this IResourceBuilder<T> builder, Func<T, TEvent, CancellationToken, Task> callback)
        where T : IResource where TEvent : IDistributedApplicationResourceEvent
    {
        builder.ApplicationBuilder.Eventing.Subscribe<TEvent>(builder.Resource, (@event, token) => callback(builder.Resource, @event, token));
        return builder;
    }
}
