namespace Aspire.Hosting.ApplicationModel;

/// <summary>The model is complete and nothing is started yet; handlers may still change it.</summary>
public class BeforeStartEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>The services of the host.</summary>
    public IServiceProvider Services => services;

    /// <summary>The model.</summary>
    public DistributedApplicationModel Model => model;
}

/// <summary>Every endpoint has an address; nothing is started yet.</summary>
public class AfterEndpointsAllocatedEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>The services of the host.</summary>
    public IServiceProvider Services => services;

    /// <summary>The model.</summary>
    public DistributedApplicationModel Model => model;
}

/// <summary>Every resource that starts by itself was asked to; many may still be waiting for others.</summary>
public class AfterResourcesCreatedEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>The services of the host.</summary>
    public IServiceProvider Services => services;

    /// <summary>The model.</summary>
    public DistributedApplicationModel Model => model;
}
