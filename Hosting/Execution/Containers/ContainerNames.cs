using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting.Execution;

/// <summary>The names and labels that the engine knows things of this run by.</summary>
internal sealed class ContainerNames(DistributedApplicationModel model, AppHostFolder folder, RunId run)
{
    /// <summary>Marks what has to go when the run is over.</summary>
    public const string RunLabel = "apphost.run";

    /// <summary>Tells which resource a container belongs to.</summary>
    public const string ResourceLabel = "apphost.resource";

    /// <summary>Tells which application a container belongs to.</summary>
    public const string FolderLabel = "apphost.folder";

    /// <summary>Tells which start made a container: nothing else is removed when that start fails.</summary>
    public const string StartLabel = "apphost.start";

    /// <summary>What a persistent container was made from; another value means that it is outdated.</summary>
    public const string DescriptionLabel = "apphost.description";

    private const int SuffixLength = 8;

    /// <summary>Whether anything outlives the run; then so does the network.</summary>
    public bool HasPersistent { get; } = model.Resources.Any(IsPersistent);

    /// <summary>The value of <see cref="FolderLabel"/>.</summary>
    public string Folder => Hash(folder.Path);

    public string Network => $"apphost-{(HasPersistent ? Folder : run.Value[..SuffixLength])}";

    public static bool IsPersistent(IResource resource) =>
        resource.TryGetLastAnnotation<ContainerLifetimeAnnotation>(out var annotation) && annotation.Lifetime == ContainerLifetime.Persistent;

    public string Of(IResource container) => container.TryGetLastAnnotation<ContainerNameAnnotation>(out var named)
        ? named.Name
        : $"{container.Name.ToLowerInvariant()}-{(IsPersistent(container) ? Folder : run.Value[..SuffixLength])}";

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..SuffixLength];
}

/// <summary>The folder of the AppHost's project: what tells one application on this machine from another.</summary>
internal sealed record AppHostFolder(string Path);
