using System.Collections;
using System.Collections.Concurrent;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The address of an endpoint in one network.</summary>
/// <param name="Snapshot">The address, for those who wait.</param>
/// <param name="NetworkID">The network.</param>
public record NetworkEndpointSnapshot(ValueSnapshot<AllocatedEndpoint> Snapshot, NetworkIdentifier NetworkID);

/// <summary>The addresses of an endpoint, one per network. Safe for concurrent use.</summary>
public class NetworkEndpointSnapshotList : IEnumerable<NetworkEndpointSnapshot>
{
    private readonly ConcurrentDictionary<NetworkIdentifier, NetworkEndpointSnapshot> _byNetwork = [];

    /// <summary>Sets the address in a network.</summary>
    public void AddOrUpdateAllocatedEndpoint(NetworkIdentifier networkId, AllocatedEndpoint endpoint) => In(networkId).SetValue(endpoint);

    /// <summary>The address in a network; waits until it is known.</summary>
    public Task<AllocatedEndpoint> GetAllocatedEndpointAsync(NetworkIdentifier networkId, CancellationToken cancellationToken = default) =>
        In(networkId).GetValueAsync(cancellationToken);

    /// <summary>The networks in which the address is known or waited for.</summary>
    public IEnumerator<NetworkEndpointSnapshot> GetEnumerator() => _byNetwork.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal ValueSnapshot<AllocatedEndpoint> In(NetworkIdentifier network) =>
        _byNetwork.GetOrAdd(network, id => new NetworkEndpointSnapshot(new(), id)).Snapshot;
}
