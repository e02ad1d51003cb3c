namespace Aspire.Hosting;

/// <summary>For resources of an own kind.</summary>
public static class CustomResourceExtensions
{
    /// <summary>Sets the state a resource begins with.</summary>
    public static IResourceBuilder<TResource> WithInitialState<TResource>(
        this IResourceBuilder<TResource> builder,
        CustomResourceSnapshot initialSnapshot) where TResource : IResource =>
        builder.WithAnnotation(new ResourceSnapshotAnnotation(initialSnapshot), ResourceAnnotationMutationBehavior.Replace);
}
