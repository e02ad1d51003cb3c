namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Shows a resource with another icon.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="iconName">Name of a Fluent UI icon: <c>Database</c>.</param>
    /// <param name="iconVariant">Its look; filled by default.</param>
    public static IResourceBuilder<T> WithIconName<T>(
        this IResourceBuilder<T> builder,
        string iconName,
        IconVariant iconVariant = IconVariant.Filled) where T : IResource =>
        builder.WithAnnotation(new ResourceIconAnnotation(iconName, iconVariant), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Keeps a resource out of the list.</summary>
    public static IResourceBuilder<T> WithHidden<T>(this IResourceBuilder<T> builder) where T : IResource =>
        builder.WithAnnotation(new HiddenAnnotation(null), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Takes a resource out of the list once it has ended with the given exit code.</summary>
    public static IResourceBuilder<T> WithHiddenOnCompletion<T>(this IResourceBuilder<T> builder, int exitCode) where T : IResource =>
        builder.WithHiddenOnCompletion([exitCode]);

    /// <summary>Takes a resource out of the list once it has ended with one of the given exit codes; 0 when none is given.</summary>
    public static IResourceBuilder<T> WithHiddenOnCompletion<T>(this IResourceBuilder<T> builder, params int[] exitCodes) where T : IResource =>
        builder.WithAnnotation(new HiddenAnnotation(exitCodes.Length == 0 ? [0] : exitCodes), ResourceAnnotationMutationBehavior.Replace);
}
