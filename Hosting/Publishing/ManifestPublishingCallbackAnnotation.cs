using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Writes the manifest's entry of a resource in place of what its kind would write.</summary>
public class ManifestPublishingCallbackAnnotation : IResourceAnnotation
{
    /// <summary>An asynchronous writer; null leaves the resource out.</summary>
    public ManifestPublishingCallbackAnnotation(Func<ManifestPublishingContext, Task>? callback) => Callback = callback;

    /// <summary>A writer; null leaves the resource out.</summary>
    public ManifestPublishingCallbackAnnotation(Action<ManifestPublishingContext>? callback) => Callback = callback is null ? null : context =>
    {
        callback(context);
        return Task.CompletedTask;
    };

    /// <summary>Leaves the resource out.</summary>
    public static ManifestPublishingCallbackAnnotation Ignore { get; } = new((Func<ManifestPublishingContext, Task>?)null);

    /// <summary>Writes the entry; null leaves the resource out.</summary>
    public Func<ManifestPublishingContext, Task>? Callback { get; }
}

/// <summary>Where files of another resource go in the image of this one.</summary>
public sealed class ContainerFilesDestinationAnnotation : IResourceAnnotation
{
    /// <summary>The resource whose files they are.</summary>
    public required IResource Source { get; init; }

    /// <summary>Path in the image.</summary>
    public required string DestinationPath { get; init; }
}

/// <summary>Where the files that others take from a resource's image are.</summary>
public sealed class ContainerFilesSourceAnnotation : IResourceAnnotation
{
    /// <summary>Path in the image.</summary>
    public required string SourcePath { get; init; }
}
