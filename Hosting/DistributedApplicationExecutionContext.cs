namespace Aspire.Hosting;

/// <summary>What the AppHost was started to do.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>Start the resources on this machine.</summary>
    Run = 0,

    /// <summary>Write deployment artefacts; nothing is started.</summary>
    Publish = 1,
}

/// <summary>Tells callbacks in the model whether they run for <see cref="DistributedApplicationOperation.Run"/> or for publishing.</summary>
public class DistributedApplicationExecutionContext
{
    private IServiceProvider? _services;

    /// <summary>A context for <paramref name="operation"/>; the publisher is "manifest".</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation) : this(operation, "manifest")
    {
    }

    /// <summary>A context for <paramref name="operation"/> with a named publisher.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName)
    {
        Operation = operation;
        PublisherName = publisherName;
    }

    /// <summary>What the AppHost was started to do.</summary>
    public DistributedApplicationOperation Operation { get; }

    /// <summary>The publisher in use when publishing, for example "manifest".</summary>
    public string PublisherName { get; set; }

    /// <summary>True while resources are started on this machine.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    /// <summary>True while deployment artefacts are written.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;

    /// <summary>The services of the built application.</summary>
    /// <exception cref="InvalidOperationException">The application is not built yet.</exception>
    public IServiceProvider ServiceProvider
    {
        get => _services ?? throw new InvalidOperationException("Services are available once the application is built.");
        internal set => _services = value;
    }
}
