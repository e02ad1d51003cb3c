using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Aspire.Hosting.Execution;

/// <summary>
/// The network that the containers of a run share. They find each other in it by name. This machine is <c>host.docker.internal</c>: where
/// the engine runs on this very machine, that is the network's gateway, an address that programs on <c>localhost</c> do not listen on, so a
/// <see cref="LoopbackForwarder"/> carries connections from there, one per port that a container was told of.
/// </summary>
internal sealed class ContainerNetwork(ContainerEngine engine, ContainerNames names, RunId run) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<int, (int Port, LoopbackForwarder Forwarder)> _bridges = [];
    private bool _asked;
    private bool _created;
    private IPAddress? _gateway;

    /// <summary>What <c>host.docker.internal</c> stands for, as <c>--add-host</c> takes it.</summary>
    public string HostAddress => _gateway?.ToString() ?? "host-gateway";

    /// <summary>Creates the network once.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_created)
            {
                await CreateAsync(await engine.ConnectAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                _created = true;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Lets containers reach an endpoint of a process: from now on it has an address in their network.</summary>
    public async Task ReachAsync(EndpointAnnotation endpoint, CancellationToken cancellationToken)
    {
        var local = await endpoint.AllocatedEndpointSnapshot.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var port = endpoint.Protocol == ProtocolType.Tcp ? Reach(local.Port) : local.Port;
        endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(
            KnownNetworkIdentifiers.DefaultAspireContainerNetwork,
            new AllocatedEndpoint(
                endpoint, KnownHostNames.DockerDesktopHostBridge, port, EndpointBindingMode.SingleAddress, $"{port}", KnownNetworkIdentifiers.DefaultAspireContainerNetwork));
    }

    /// <summary>The port by which containers reach a port of this machine's <c>localhost</c>.</summary>
    public int Reach(int port)
    {
        if (_gateway is null)
        {
            return port;
        }

        lock (_bridges)
        {
            if (!_bridges.TryGetValue(port, out var bridge))
            {
                // A port of its own: a program that listens on all addresses would otherwise meet the forwarder on its port.
                var open = Ports.Take();
                _bridges.Add(port, bridge = (open, new LoopbackForwarder([_gateway], open, port)));
            }

            return bridge.Port;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (port, forwarder) in _bridges.Values)
        {
            forwarder.Dispose();
            Ports.Return(port);
        }

        _bridges.Clear();
        if (_asked && !names.HasPersistent)
        {
            _asked = false;
            var program = await engine.ConnectAsync(CancellationToken.None).ConfigureAwait(false);
            await program.RunAsync(["network", "rm", names.Network], CancellationToken.None).ConfigureAwait(false);
        }

        _gate.Dispose();
    }

    private async Task CreateAsync(EngineProgram program, CancellationToken cancellationToken)
    {
        var known = await InspectAsync(program, cancellationToken).ConfigureAwait(false);
        if (!known.Succeeded)
        {
            // Before the answer: a run that is given up meanwhile has its network all the same.
            _asked = true;
            string[] label = names.HasPersistent ? [] : ["--label", $"{ContainerNames.RunLabel}={run.Value}"];
            var made = await program.RunAsync(["network", "create", .. label, names.Network], cancellationToken).ConfigureAwait(false);
            known = made.Succeeded ? await InspectAsync(program, cancellationToken).ConfigureAwait(false) : throw DistributedApplicationException.Of(
                $"The network '{names.Network}' for the containers cannot be created.",
                made.Complaint,
                "Look at docker network ls; docker network prune removes those that nobody uses.");
        }

        // Docker Desktop and remote engines have their networks inside a machine of their own, whose gateway is not an address of this one.
        // Podman makes its bridge with the first container, so its gateway is an address of this machine a moment later than asked.
        _gateway = IPAddress.TryParse(known.Output, out var gateway) &&
            (IsOfThisMachine(gateway) || (program.IsPodman && OperatingSystem.IsLinux() && await IsRootfulAsync(program, cancellationToken).ConfigureAwait(false)))
            ? gateway
            : null;
    }

    private static async Task<bool> IsRootfulAsync(EngineProgram podman, CancellationToken cancellationToken) =>
        (await podman.RunAsync(["info", "--format", "{{.Host.Security.Rootless}}"], cancellationToken).ConfigureAwait(false)).Output == "false";

    private Task<EngineAnswer> InspectAsync(EngineProgram program, CancellationToken cancellationToken) => program.RunAsync(
        ["network", "inspect", "--format", program.IsPodman ? "{{(index .Subnets 0).Gateway}}" : "{{(index .IPAM.Config 0).Gateway}}", names.Network],
        cancellationToken);

    private static bool IsOfThisMachine(IPAddress address) =>
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Any(a => a.Address.Equals(address));
}
