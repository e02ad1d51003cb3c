namespace Aspire.Hosting.Execution;

/// <summary>
/// Gives every endpoint of the model its address before anything starts. There is no proxy where one instance serves: the process
/// itself listens on the port that others use.
/// </summary>
internal sealed class EndpointAllocator(bool randomize) : IDisposable
{
    private readonly List<int> _taken = [];

    public void Allocate(IEnumerable<IResource> resources)
    {
        var declared = new Dictionary<int, string>();
        foreach (var resource in resources)
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                Allocate(resource, endpoint, declared);
            }
        }
    }

    public void Dispose()
    {
        foreach (var port in _taken)
        {
            Ports.Return(port);
        }
    }

    private void Allocate(IResource resource, EndpointAnnotation endpoint, Dictionary<int, string> declared)
    {
        // An unproxied endpoint has its port for a reason of its own, so even a test keeps it.
        var wanted = randomize && endpoint.IsProxied ? null : endpoint.TargetPort ?? endpoint.Port;
        if (wanted is { } port)
        {
            if (!declared.TryAdd(port, resource.Name))
            {
                throw DistributedApplicationException.Of(
                    $"The port {port} of '{resource.Name}' is taken.",
                    $"The resource '{declared[port]}' of this application has it too.",
                    "Give one of them another port, or none: then a free one is chosen.");
            }

            if (!Ports.IsFree(port))
            {
                throw Taken(resource, port);
            }
        }
        else
        {
            _taken.Add(port = Ports.Take());
        }

        endpoint.Port = port;
        endpoint.TargetPort = port;
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.TargetHost, port);
    }

    private static DistributedApplicationException Taken(IResource resource, int port)
    {
        var holder = PortHolder.Find(port);
        return DistributedApplicationException.Of(
            $"The port {port} of '{resource.Name}' is taken.",
            holder is { } found ? $"{found.Name} (process {found.Process}) listens on it." : "Another process listens on it.",
            holder is { } other
                ? $"End it (kill {other.Process}), or give '{resource.Name}' another port in the AppHost."
                : $"End that process, or give '{resource.Name}' another port in the AppHost.");
    }
}
