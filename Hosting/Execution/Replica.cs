using System.Security.Cryptography;

namespace Aspire.Hosting.Execution;

/// <summary>
/// One of the processes of a resource that has several: its name (<c>api-7kx2m9qd</c>) and the ports it listens on. The steps of the model know
/// resources only, so while the steps of one replica run, the ports and the name that they read are those of that replica.
/// </summary>
internal sealed record Replica(IResource Resource, string Id, IReadOnlyDictionary<EndpointAnnotation, int> Ports)
{
    private const int SuffixLength = 8;
    private const string SuffixCharacters = "abcdefghjkmnpqrstuvwxyz23456789";

    private static readonly AsyncLocal<Replica?> Ambient = new();

    /// <summary>The replicas of a resource; none when it has one process only.</summary>
    public static IReadOnlyList<Replica> Of(IResource resource) => resource.TryGetLastAnnotation<ReplicaPortsAnnotation>(out var ports)
        ? [.. ports.Replicas]
        : [];

    public static Replica Create(IResource resource, IReadOnlyDictionary<EndpointAnnotation, int> ports) =>
        new(resource, $"{resource.Name}-{RandomNumberGenerator.GetString(SuffixCharacters, SuffixLength)}", ports);

    /// <summary>The port an endpoint listens on in the replica whose steps run; null outside of one.</summary>
    public static int? PortOf(EndpointAnnotation endpoint) =>
        Ambient.Value is { } replica && replica.Ports.TryGetValue(endpoint, out var port) ? port : null;

    /// <summary>The name of the instance whose steps run.</summary>
    public static string InstanceOf(IResource resource) => Ambient.Value is { } replica && replica.Resource == resource ? replica.Id : resource.Name;

    /// <summary>Runs steps of the model for this replica.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> steps)
    {
        Ambient.Value = this;
        return await steps().ConfigureAwait(false);
    }
}

/// <summary>The processes that a resource has in this run.</summary>
internal sealed record ReplicaPortsAnnotation(IReadOnlyList<Replica> Replicas) : IResourceAnnotation;
