using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>Questions about containers.</summary>
public static class ContainerResourceExtensions
{
    /// <summary>The containers of a model.</summary>
    public static IEnumerable<IResource> GetContainerResources(this DistributedApplicationModel model) => model.Resources.Where(IsContainer);

    /// <summary>Whether a resource has an image.</summary>
    public static bool IsContainer(this IResource resource) => resource.HasAnnotationOfType<ContainerImageAnnotation>();

    /// <summary>The image of a container, as an engine takes it.</summary>
    internal static bool TryGetImage(this IResource resource, [NotNullWhen(true)] out string? image)
    {
        image = resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build) && build.ImageName is { } built ? $"{built}:{build.ImageTag}"
            : resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var named) ? named.Reference : null;
        return image is not null;
    }
}
