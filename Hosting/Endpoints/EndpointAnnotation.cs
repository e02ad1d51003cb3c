using System.Net.Sockets;
using Aspire.Hosting.Execution;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A door that a resource listens on.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private int? _port;
    private int? _targetPort;

    /// <summary>Describes an endpoint.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="uriScheme">Scheme of its URLs, for example <c>http</c>; by default <c>tcp</c> or <c>udp</c>.</param>
    /// <param name="transport"><c>http</c>, <c>http2</c>, <c>tcp</c>; by default from the scheme.</param>
    /// <param name="name">Name, unique in the resource; by default the scheme.</param>
    /// <param name="port">The port that others use; null takes a free one.</param>
    /// <param name="targetPort">The port the process listens on; null takes <paramref name="port"/>.</param>
    /// <param name="isExternal">Whether a deployment publishes it; false by default.</param>
    /// <param name="isProxied">Whether the engine may put itself in front; true by default.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        [EndpointName] string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
        : this(protocol, KnownNetworkIdentifiers.LocalhostNetwork, uriScheme, transport, name, port, targetPort, isExternal, isProxied)
    {
    }

    /// <summary>As above, for an endpoint whose own network is another one than this machine.</summary>
    public EndpointAnnotation(
        ProtocolType protocol,
        NetworkIdentifier? networkId,
        string? uriScheme = null,
        string? transport = null,
        [EndpointName] string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        DefaultNetworkID = networkId ?? KnownNetworkIdentifiers.LocalhostNetwork;
        Protocol = protocol;
        UriScheme = uriScheme ?? (protocol == ProtocolType.Udp ? "udp" : "tcp");
        Transport = transport ?? (UriScheme is "http" or "https" ? "http" : UriScheme);
        Name = name ?? UriScheme;
        ModelName.Validate("endpoint", Name);
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsExplicitlyProxied = isProxied;
    }

    /// <summary>TCP or UDP.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>Name, unique in the resource.</summary>
    public string Name { get; set; }

    /// <summary>Scheme of its URLs.</summary>
    public string UriScheme { get; set; }

    /// <summary>The host it is bound to and addressed by; <c>localhost</c> by default.</summary>
    public string TargetHost { get; set; } = "localhost";

    /// <summary><c>http</c>, <c>http2</c> or <c>tcp</c>.</summary>
    public string Transport { get; set; }

    /// <summary>The port that others use; null until one is chosen.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied ? null : _targetPort);
        set => _port = value;
    }

    /// <summary>The port the process listens on; null until one is chosen.</summary>
    public int? TargetPort
    {
        get => Replica.PortOf(this) ?? _targetPort ?? (IsProxied ? null : _port);
        set => _targetPort = value;
    }

    /// <summary>Whether a deployment publishes it.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether the engine may put itself in front of the process. This engine does so only where <see cref="Port"/> and <see cref="TargetPort"/> differ.</summary>
    public bool IsProxied
    {
        get => IsExplicitlyProxied ?? true;
        set => IsExplicitlyProxied = value;
    }

    /// <summary><see cref="IsProxied"/> as it was asked for; null when it was not.</summary>
    public bool? IsExplicitlyProxied { get; set; }

    /// <summary>Whether the process speaks TLS here; true for <c>https</c>.</summary>
    public bool TlsEnabled { get; set; }

    /// <summary>True leaves this endpoint out of references to the whole resource.</summary>
    public bool ExcludeReferenceEndpoint { get; set; }

    /// <summary>The address it got in this run; null before.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => AllocatedEndpointSnapshot.TryGet(out var value) ? value : null;
        set => AllocatedEndpointSnapshot.SetValue(value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>The address it will get on this machine, for those who wait.</summary>
    public ValueSnapshot<AllocatedEndpoint> AllocatedEndpointSnapshot => AllAllocatedEndpoints.In(DefaultNetworkID);

    /// <summary>The addresses it has, one per network.</summary>
    public NetworkEndpointSnapshotList AllAllocatedEndpoints { get; } = new();

    /// <summary>The network of <see cref="AllocatedEndpoint"/>; this machine unless another was asked for.</summary>
    public NetworkIdentifier DefaultNetworkID { get; }
}
