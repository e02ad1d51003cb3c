namespace Aspire.Hosting.Publishing;

/// <summary>The application is about to be published.</summary>
public sealed class BeforePublishEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>The services of the host.</summary>
    public IServiceProvider Services => services;

    /// <summary>The model.</summary>
    public DistributedApplicationModel Model => model;
}

/// <summary>The application was published.</summary>
public sealed class AfterPublishEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>The services of the host.</summary>
    public IServiceProvider Services => services;

    /// <summary>The model.</summary>
    public DistributedApplicationModel Model => model;
}
