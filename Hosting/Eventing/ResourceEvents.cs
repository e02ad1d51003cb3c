using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The engine takes up a resource. A resource of an own kind lives by its handler of this event.</summary>
public class InitializeResourceEvent(
    IResource resource,
    IDistributedApplicationEventing distributedApplicationEventing,
    ResourceLoggerService resourceLoggerService,
    ResourceNotificationService resourceNotificationService,
    IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource => resource;

    /// <inheritdoc/>
    public IServiceProvider Services => services;

    /// <summary>For publishing further events about the resource.</summary>
    public IDistributedApplicationEventing Eventing => distributedApplicationEventing;

    /// <summary>For publishing the resource's state.</summary>
    public ResourceNotificationService Notifications => resourceNotificationService;

    /// <summary>The console log of the resource.</summary>
    public ILogger Logger { get; } = resourceLoggerService.GetLogger(resource);
}

/// <summary>The endpoints of a resource have addresses.</summary>
public class ResourceEndpointsAllocatedEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource => resource;

    /// <inheritdoc/>
    public IServiceProvider Services => services;
}

/// <summary>The connection string of a resource has a value.</summary>
public class ConnectionStringAvailableEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource => resource;

    /// <inheritdoc/>
    public IServiceProvider Services => services;
}

/// <summary>Everything a resource waited for is there; it is started when the handlers are done.</summary>
public class BeforeResourceStartedEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource => resource;

    /// <inheritdoc/>
    public IServiceProvider Services => services;
}

/// <summary>A resource is running and healthy for the first time since its start; those who wait for it go on when the handlers are done.</summary>
public class ResourceReadyEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource => resource;

    /// <inheritdoc/>
    public IServiceProvider Services => services;
}

/// <summary>A resource has ended.</summary>
public class ResourceStoppedEvent(IResource resource, IServiceProvider services, ResourceEvent resourceEvent) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource => resource;

    /// <inheritdoc/>
    public IServiceProvider Services => services;

    /// <summary>Its last state.</summary>
    public ResourceEvent ResourceEvent => resourceEvent;
}
