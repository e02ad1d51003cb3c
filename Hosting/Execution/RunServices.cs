namespace Aspire.Hosting.Execution;

/// <summary>What the parts of a run share.</summary>
internal sealed record RunServices(
    DistributedApplicationModel Model,
    ResourceNotificationService Notifications,
    ResourceLoggerService Loggers,
    IDistributedApplicationEventing Eventing,
    LaunchPlanner Planner,
    Lazy<ContainerStarter> Containers,
    OrphanGuard Guard,
    StartFailures Failures,
    IServiceProvider Services);
