namespace Aspire.Hosting.ApplicationModel;

/// <summary>An image that is built from a Dockerfile before the container starts.</summary>
/// <param name="contextPath">Full path of the folder that the build may copy from.</param>
/// <param name="dockerfilePath">Full path of the Dockerfile.</param>
/// <param name="stage">The stage to build; null for the last one.</param>
public class DockerfileBuildAnnotation(string contextPath, string dockerfilePath, string? stage) : IResourceAnnotation
{
    /// <summary>Full path of the folder that the build may copy from.</summary>
    public string ContextPath => contextPath;

    /// <summary>Full path of the Dockerfile; with a <see cref="DockerfileFactory"/>, where its text is written to for a run.</summary>
    public string DockerfilePath => dockerfilePath;

    /// <summary>The stage to build; null for the last one.</summary>
    public string? Stage => stage;

    /// <summary>Build arguments: a text, a value known at start, or null for the engine's own environment variable of that name.</summary>
    public Dictionary<string, object?> BuildArguments { get; } = [];

    /// <summary>Build secrets: a text, a value known at start, or a <see cref="FileInfo"/>. They need BuildKit, and never become part of the image.</summary>
    public Dictionary<string, object> BuildSecrets { get; } = [];

    /// <summary>Makes the text of the Dockerfile; null when it is a file.</summary>
    public Func<DockerfileFactoryContext, Task<string>>? DockerfileFactory { get; init; }

    /// <summary>Name of the built image where the container has another image as well; null otherwise.</summary>
    public string? ImageName { get; set; }

    /// <summary>Tag of the built image where the container has another image as well; null otherwise.</summary>
    public string? ImageTag { get; set; }

    /// <summary>Whether the image can be started; false for one that only carries files. True by default.</summary>
    public bool HasEntrypoint { get; set; } = true;
}

/// <summary>What the maker of a Dockerfile sees.</summary>
public sealed class DockerfileFactoryContext
{
    /// <summary>The services of the host.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The resource whose image is built.</summary>
    public required IResource Resource { get; init; }

    /// <summary>Cancelled when the build is given up.</summary>
    public CancellationToken CancellationToken { get; init; }
}
