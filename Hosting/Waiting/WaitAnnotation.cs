namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource waits for.</summary>
public enum WaitType
{
    /// <summary>Running, healthy and its ready handlers done.</summary>
    WaitUntilHealthy = 0,

    /// <summary>Ended with an expected exit code.</summary>
    WaitForCompletion = 1,

    /// <summary>Running.</summary>
    WaitUntilStarted = 2,
}

/// <summary>What happens to those who wait when the awaited resource fails.</summary>
public enum WaitBehavior
{
    /// <summary>They go on waiting, since it can be started again.</summary>
    WaitOnResourceUnavailable = 0,

    /// <summary>They fail too.</summary>
    StopOnResourceUnavailable = 1,
}

/// <summary>A resource that has to be ready first.</summary>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The awaited resource.</summary>
    public IResource Resource => resource;

    /// <summary>What it has to reach.</summary>
    public WaitType WaitType => waitType;

    /// <summary>The exit code that counts as completion.</summary>
    public int ExitCode => exitCode;

    /// <summary>What happens when it fails; null for the default of <see cref="ResourceNotificationServiceOptions"/>.</summary>
    public WaitBehavior? WaitBehavior { get; init; }
}
