namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program in a container, run by Docker or Podman.</summary>
/// <param name="name">Name of the resource, and its host name for other containers.</param>
/// <param name="entrypoint">The program to start in place of the image's own; null keeps that.</param>
public class ContainerResource(string name, string? entrypoint = null) : Resource(name),
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IComputeResource
{
    /// <summary>The program to start in place of the image's own; null keeps that.</summary>
    public string? Entrypoint { get; set; } = entrypoint;
}

/// <summary>How long a container lives.</summary>
public enum ContainerLifetime
{
    /// <summary>As long as the run; it is removed when the run ends, however that happens.</summary>
    Session = 0,

    /// <summary>Beyond the run; the next run takes it over as long as its description stays the same.</summary>
    Persistent = 1,
}

/// <summary>When an image is fetched from its registry.</summary>
public enum ImagePullPolicy
{
    /// <summary>As the engine does by default: when it is missing.</summary>
    Default = 0,

    /// <summary>Before every start.</summary>
    Always = 1,

    /// <summary>When it is missing.</summary>
    Missing = 2,

    /// <summary>Never; a missing image is a fault.</summary>
    Never = 3,
}

/// <summary>How long a container lives.</summary>
public sealed class ContainerLifetimeAnnotation : IResourceAnnotation
{
    /// <summary>How long a container lives.</summary>
    public required ContainerLifetime Lifetime { get; set; }
}

/// <summary>When the image is fetched.</summary>
public sealed class ContainerImagePullPolicyAnnotation : IResourceAnnotation
{
    /// <summary>When the image is fetched.</summary>
    public required ImagePullPolicy ImagePullPolicy { get; set; }
}

/// <summary>The name that the engine knows a container by.</summary>
public sealed class ContainerNameAnnotation : IResourceAnnotation
{
    /// <summary>The name that the engine knows the container by.</summary>
    public required string Name { get; set; }
}

/// <summary>A further host name of a container for other containers.</summary>
public sealed class ContainerNetworkAliasAnnotation(string alias) : IResourceAnnotation
{
    /// <summary>The host name.</summary>
    public string Alias => alias;

    /// <summary>The network it is known in.</summary>
    public NetworkIdentifier Network { get; set; } = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
}
