using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Questions to a resource about its annotations.</summary>
public static class ResourceExtensions
{
    /// <summary>The newest annotation of a type.</summary>
    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation) where T : IResourceAnnotation
    {
        for (var i = resource.Annotations.Count - 1; i >= 0; i--)
        {
            if (resource.Annotations[i] is T found)
            {
                annotation = found;
                return true;
            }
        }

        annotation = default;
        return false;
    }

    /// <summary>All annotations of a type; false when there is none.</summary>
    public static bool TryGetAnnotationsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result)
        where T : IResourceAnnotation
    {
        var found = resource.Annotations.OfType<T>().ToArray();
        result = found.Length > 0 ? found : null;
        return result is not null;
    }

    /// <summary>Whether the resource has an annotation of a type.</summary>
    public static bool HasAnnotationOfType<T>(this IResource resource) where T : IResourceAnnotation => resource.TryGetLastAnnotation<T>(out _);

    /// <summary>The resource's endpoints; false when it has none.</summary>
    public static bool TryGetEndpoints(this IResource resource, [NotNullWhen(true)] out IEnumerable<EndpointAnnotation>? endpoints) =>
        resource.TryGetAnnotationsOfType(out endpoints);

    /// <summary>The resource's explicit URLs; false when it has none.</summary>
    public static bool TryGetUrls(this IResource resource, [NotNullWhen(true)] out IEnumerable<ResourceUrlAnnotation>? urls) =>
        resource.TryGetAnnotationsOfType(out urls);

    /// <summary>The resource's environment callbacks; false when it has none.</summary>
    public static bool TryGetEnvironmentVariables(
        this IResource resource,
        [NotNullWhen(true)] out IEnumerable<EnvironmentCallbackAnnotation>? environmentVariables) =>
        resource.TryGetAnnotationsOfType(out environmentVariables);

    /// <summary>References to all endpoints of the resource.</summary>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource) =>
        resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointReference(resource, endpoint));

    /// <summary>A reference to one endpoint, which need not exist yet.</summary>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, [EndpointName] string endpointName) =>
        new(resource, endpointName);

    /// <summary>How many processes of the resource run side by side: 1, unless <c>WithReplicas</c> says more.</summary>
    public static int GetReplicaCount(this IResource resource) => resource.TryGetLastAnnotation<ReplicaAnnotation>(out var annotation) ? annotation.Replicas : 1;

    /// <summary>References to all endpoints of the resource, as seen from a network.</summary>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource, NetworkIdentifier contextNetworkID) =>
        resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointReference(resource, endpoint, contextNetworkID));

    /// <summary>A reference to one endpoint, which need not exist yet, as seen from a network.</summary>
    public static EndpointReference GetEndpoint(
        this IResourceWithEndpoints resource,
        [EndpointName] string endpointName,
        NetworkIdentifier contextNetworkID) => new(resource, endpointName, contextNetworkID);

    /// <summary>The image of a container, as an engine takes it; false when the resource has none.</summary>
    public static bool TryGetContainerImageName(this IResource resource, [NotNullWhen(true)] out string? imageName) => resource.TryGetImage(out imageName);

    /// <summary>The mounts of a container; false when it has none.</summary>
    public static bool TryGetContainerMounts(this IResource resource, [NotNullWhen(true)] out IEnumerable<ContainerMountAnnotation>? volumeMounts) =>
        resource.TryGetAnnotationsOfType(out volumeMounts);

    /// <summary>Whether the resource is left out of what is published.</summary>
    public static bool IsExcludedFromPublish(this IResource resource) =>
        resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var annotation) && annotation.Callback is null;

    /// <summary>All annotations of a type, the resource's own first, then those of the resources it belongs to; false when there is none.</summary>
    public static bool TryGetAnnotationsIncludingAncestorsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result)
        where T : IResourceAnnotation
    {
        var found = new List<T>();
        for (var at = resource; at is not null; at = (at as IResourceWithParent)?.Parent)
        {
            found.AddRange(at.Annotations.OfType<T>());
        }

        result = found.Count > 0 ? found : null;
        return result is not null;
    }

    /// <summary>Whether the resource, or one that it belongs to, has an annotation of a type.</summary>
    public static bool HasAnnotationIncludingAncestorsOfType<T>(this IResource resource) where T : IResourceAnnotation =>
        resource.TryGetAnnotationsIncludingAncestorsOfType<T>(out _);

    /// <summary>The resource it belongs to, by type or by a parent relationship.</summary>
    internal static IResource? Parent(this IResource resource) => resource is IResourceWithParent child
        ? child.Parent
        : resource.Annotations.OfType<ResourceRelationshipAnnotation>().LastOrDefault(r => r.Type == RelationshipTypes.Parent)?.Resource;
}
