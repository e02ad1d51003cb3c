namespace Aspire.Hosting.Execution;

/// <summary>What the parts of a run share.</summary>
internal sealed record RunServices(
    DistributedApplicationModel Model,
    ResourceNotificationService Notifications,
    ResourceLoggerService Loggers,
    IDistributedApplicationEventing Eventing,
    ProcessLauncher Launcher,
    OrphanGuard Guard,
    StartFailures Failures,
    IServiceProvider Services);
