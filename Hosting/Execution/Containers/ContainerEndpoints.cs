namespace Aspire.Hosting.Execution;

/// <summary>What is different about the addresses of containers: the target port is inside, so only the open port is one of this machine.</summary>
internal static class ContainerEndpoints
{
    /// <summary>The name by which other containers find a container.</summary>
    public static string HostNameOf(IResource container) => $"{container.Name.ToLowerInvariant()}.dev.internal";

    /// <summary>The port inside the container; the open one where the model names no other.</summary>
    public static int TargetPort(IResource container, EndpointAnnotation endpoint) =>
        endpoint.TargetPort ?? endpoint.Port ?? throw DistributedApplicationException.Of(
            $"The endpoint '{endpoint.Name}' of the container '{container.Name}' has no target port.",
            "Nobody can choose the port that a program in an image listens on.",
            "Pass targetPort, for example .WithHttpEndpoint(targetPort: 8080).");

    /// <summary>Gives an endpoint its two addresses: on this machine and between containers.</summary>
    public static void Allocate(IResource container, EndpointAnnotation endpoint, int port, int target)
    {
        (endpoint.Port, endpoint.TargetPort) = (port, target);
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.TargetHost, port, $"{target}");
        endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(
            KnownNetworkIdentifiers.DefaultAspireContainerNetwork,
            new AllocatedEndpoint(
                endpoint, HostNameOf(container), target, EndpointBindingMode.SingleAddress, $"{target}", KnownNetworkIdentifiers.DefaultAspireContainerNetwork));
    }
}
