using Aspire.Hosting.Docker.Resources.ComposeNodes;

namespace Aspire.Hosting.Docker;

/// <summary>A resource of the model as a service of a Compose deployment.</summary>
/// <param name="name">Name of the service.</param>
/// <param name="resource">The resource of the model.</param>
/// <param name="composeEnvironmentResource">The deployment.</param>
public class DockerComposeServiceResource(string name, IResource resource, DockerComposeEnvironmentResource composeEnvironmentResource)
    : Resource(name), IResourceWithParent<DockerComposeEnvironmentResource>
{
    /// <summary>The deployment.</summary>
    public DockerComposeEnvironmentResource Parent => composeEnvironmentResource;

    internal IResource Target => resource;
}

/// <summary>A change of a resource's service.</summary>
public sealed class DockerComposeServiceCustomizationAnnotation(Action<DockerComposeServiceResource, Service> configure) : IResourceAnnotation
{
    /// <summary>Gets the service as it was made, and changes it.</summary>
    public Action<DockerComposeServiceResource, Service> Configure => configure;
}
