using Aspire.Hosting.Publishing;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Leaves a resource out of what is published.</summary>
    public static IResourceBuilder<T> ExcludeFromManifest<T>(this IResourceBuilder<T> builder) where T : IResource =>
        builder.WithAnnotation(ManifestPublishingCallbackAnnotation.Ignore, ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Writes the manifest's entry of a resource in place of what its kind would write.</summary>
    public static IResourceBuilder<T> WithManifestPublishingCallback<T>(
        this IResourceBuilder<T> builder,
        Action<ManifestPublishingContext> callback) where T : IResource =>
        builder.WithAnnotation(new ManifestPublishingCallbackAnnotation(callback), ResourceAnnotationMutationBehavior.Replace);

    /// <inheritdoc cref="WithManifestPublishingCallback{T}(IResourceBuilder{T}, Action{ManifestPublishingContext})"/>
    public static IResourceBuilder<T> WithManifestPublishingCallback<T>(
        this IResourceBuilder<T> builder,
        Func<ManifestPublishingContext, Task> callback) where T : IResource =>
        builder.WithAnnotation(new ManifestPublishingCallbackAnnotation(callback), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Publishes files of another resource's image, a front end's for example, as part of this one's. Has no effect on a run.</summary>
    /// <param name="builder">The resource that serves the files.</param>
    /// <param name="source">The resource that makes them.</param>
    /// <param name="destinationPath">Where they go; relative to the folder of the program.</param>
    public static IResourceBuilder<T> PublishWithContainerFiles<T>(
        this IResourceBuilder<T> builder,
        IResourceBuilder<IResourceWithContainerFiles> source,
        string destinationPath) where T : IContainerFilesDestinationResource => builder.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? builder.WithAnnotation(new ContainerFilesDestinationAnnotation { Source = source.Resource, DestinationPath = destinationPath })
            : builder;

    /// <summary>Says where the files that others take are in this resource's image; further ones may follow.</summary>
    public static IResourceBuilder<T> WithContainerFilesSource<T>(this IResourceBuilder<T> builder, string sourcePath)
        where T : IResourceWithContainerFiles => builder.WithAnnotation(new ContainerFilesSourceAnnotation { SourcePath = sourcePath });

    /// <summary>Forgets where the files that others take are.</summary>
    public static IResourceBuilder<T> ClearContainerFilesSources<T>(this IResourceBuilder<T> builder) where T : IResourceWithContainerFiles
    {
        foreach (var source in builder.Resource.Annotations.OfType<ContainerFilesSourceAnnotation>().ToArray())
        {
            builder.Resource.Annotations.Remove(source);
        }

        return builder;
    }
}
