using System.Net.Sockets;

namespace Aspire.Hosting.Execution;

/// <summary>
/// Gives every endpoint of the model its address before anything starts. The process itself listens on the port that others use; only
/// where the model declares two different ports, or several replicas, does a <see cref="LoopbackForwarder"/> stand between them.
/// </summary>
internal sealed class EndpointAllocator(bool randomize) : IDisposable
{
    private readonly List<int> _taken = [];
    private readonly List<LoopbackForwarder> _forwarders = [];

    public void Allocate(IEnumerable<IResource> resources)
    {
        var declared = new Dictionary<int, string>();
        foreach (var resource in resources)
        {
            var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToArray();
            if (resource.GetReplicaCount() > 1)
            {
                AllocateReplicas(resource, endpoints, declared);
                continue;
            }

            foreach (var endpoint in endpoints)
            {
                Allocate(resource, endpoint, declared);
            }
        }
    }

    public void Dispose()
    {
        _forwarders.ForEach(forwarder => forwarder.Dispose());
        foreach (var port in _taken)
        {
            Ports.Return(port);
        }
    }

    private void Allocate(IResource resource, EndpointAnnotation endpoint, Dictionary<int, string> declared)
    {
        // An unproxied endpoint has its port for a reason of its own, so even a test keeps it. So does a process its target port.
        var open = randomize && endpoint.IsProxied ? null : endpoint.Port;
        if (resource is ContainerResource)
        {
            AllocateContainer(resource, endpoint, open, declared);
            return;
        }

        var listens = endpoint.TargetPort ?? open;
        if (listens is { } port)
        {
            Claim(resource, port, declared);
        }
        else
        {
            port = Take();
        }

        endpoint.TargetPort = port;
        endpoint.Port = open ?? port;
        if (endpoint.Port != port)
        {
            Claim(resource, endpoint.Port.Value, declared);
            Forward(resource, endpoint, [port]);
        }

        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.TargetHost, endpoint.Port.Value, $"{port}");
    }

    private void AllocateContainer(IResource container, EndpointAnnotation endpoint, int? open, Dictionary<int, string> declared)
    {
        var target = ContainerEndpoints.TargetPort(container, endpoint);

        // A persistent container without a forwarder may hold its port already, from an earlier run.
        if (open is { } port && (endpoint.IsProxied || !ContainerNames.IsPersistent(container)))
        {
            Claim(container, port, declared);
        }
        else if (open is null)
        {
            open = Take();
        }

        ContainerEndpoints.Allocate(container, endpoint, open.Value, target);
    }

    private void AllocateReplicas(IResource resource, EndpointAnnotation[] endpoints, Dictionary<int, string> declared)
    {
        foreach (var endpoint in endpoints)
        {
            if (!endpoint.IsProxied || endpoint.TargetPort is not null)
            {
                throw DistributedApplicationException.Of(
                    $"The endpoint '{endpoint.Name}' of '{resource.Name}' cannot be shared by {resource.GetReplicaCount()} replicas.",
                    endpoint.IsProxied ? $"All of them would listen on its target port {endpoint.TargetPort}." : "It is not proxied, so nothing spreads connections over them.",
                    "Give it a port only, or drop WithReplicas.");
            }
        }

        var replicas = Enumerable.Range(0, resource.GetReplicaCount())
            .Select(_ => Replica.Create(resource, endpoints.ToDictionary(endpoint => endpoint, _ => Take()))).ToArray();
        resource.Annotations.Add(new ReplicaPortsAnnotation(replicas));
        foreach (var endpoint in endpoints)
        {
            endpoint.Port = (randomize ? null : endpoint.Port) ?? Take();
            Claim(resource, endpoint.Port.Value, declared);
            Forward(resource, endpoint, [.. replicas.Select(replica => replica.Ports[endpoint])]);
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.TargetHost, endpoint.Port.Value);
        }
    }

    private int Take()
    {
        var port = Ports.Take();
        _taken.Add(port);
        return port;
    }

    private static void Claim(IResource resource, int port, Dictionary<int, string> declared)
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

    private void Forward(IResource resource, EndpointAnnotation endpoint, int[] targets)
    {
        if (!endpoint.IsProxied || endpoint.Protocol != ProtocolType.Tcp)
        {
            throw DistributedApplicationException.Of(
                $"The endpoint '{endpoint.Name}' of '{resource.Name}' has the port {endpoint.Port} and the target port {targets[0]}.",
                endpoint.IsProxied ? "Only TCP can be carried from one port to another." : "It is not proxied, so nothing carries connections from one to the other.",
                "Give it one port only, or leave isProxied out.");
        }

        try
        {
            _forwarders.Add(new LoopbackForwarder(endpoint.Port!.Value, targets));
        }
        catch (SocketException)
        {
            throw Taken(resource, endpoint.Port!.Value);
        }
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
