namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource and its state at one moment.</summary>
public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource.</summary>
    public IResource Resource => resource;

    /// <summary>Names the instance; the resource's name where there is one instance.</summary>
    public string ResourceId => resourceId;

    /// <summary>Its state.</summary>
    public CustomResourceSnapshot Snapshot => snapshot;

    /// <summary>Rises with every change of any resource.</summary>
    internal long Number { get; init; }

    /// <summary>Whether the start of this resource has come to its good end: it is healthy, or it was a task and is done.</summary>
    internal bool IsDone => ResourceNotificationService.IsHealthyAndReady(snapshot) ||
        (snapshot.State?.Text == KnownResourceStates.Finished && snapshot.ExitCode == 0);

    /// <summary>Whether somebody has to see to this resource.</summary>
    internal bool IsInTrouble => !IsDone && (ResourceNotificationService.HasEnded(snapshot) || snapshot.State?.Text == KnownResourceStates.ValueMissing);
}

/// <summary>The state a resource begins with.</summary>
public class ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot) : IResourceAnnotation
{
    /// <summary>The state.</summary>
    public CustomResourceSnapshot InitialSnapshot => initialSnapshot;
}

/// <summary>How waiting for resources behaves.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>What happens when an awaited resource fails. By default those who wait go on waiting; in tests they fail too.</summary>
    public WaitBehavior DefaultWaitBehavior { get; set; }
}
