namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which addresses of a machine an endpoint is bound to.</summary>
public enum EndpointBindingMode
{
    /// <summary>One address.</summary>
    SingleAddress = 0,

    /// <summary>All addresses.</summary>
    DualStackAnyAddresses = 1,

    /// <summary>All IPv4 addresses.</summary>
    IPv4AnyAddresses = 2,

    /// <summary>All IPv6 addresses.</summary>
    IPv6AnyAddresses = 3,
}

/// <summary>The address that an endpoint got in this run.</summary>
public class AllocatedEndpoint
{
    /// <summary>An address of <paramref name="endpoint"/>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="address">Host name or IP address, for example <c>localhost</c>.</param>
    /// <param name="port">Port, 1 to 65535.</param>
    /// <param name="targetPortExpression">The port the process listens on, when it is not <paramref name="port"/>.</param>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
        : this(endpoint, address, port, EndpointBindingMode.SingleAddress, targetPortExpression)
    {
    }

    /// <summary>As above, with what it is bound to and the network it is valid in.</summary>
    public AllocatedEndpoint(
        EndpointAnnotation endpoint,
        string address,
        int port,
        EndpointBindingMode bindingMode,
        string? targetPortExpression = null,
        NetworkIdentifier? networkId = null)
    {
        BindingMode = bindingMode;
        NetworkID = networkId ?? endpoint.DefaultNetworkID;
        Endpoint = endpoint;
        Address = address;
        Port = port;
        TargetPortExpression = targetPortExpression;
    }

    /// <summary>The endpoint.</summary>
    public EndpointAnnotation Endpoint { get; }

    /// <summary>Host name or IP address.</summary>
    public string Address { get; }

    /// <summary>Port, 1 to 65535.</summary>
    public int Port { get; }

    /// <summary>The port the process listens on, when it is not <see cref="Port"/>.</summary>
    public string? TargetPortExpression { get; }

    /// <summary>Which addresses it is bound to.</summary>
    public EndpointBindingMode BindingMode { get; }

    /// <summary>The network it is valid in.</summary>
    public NetworkIdentifier NetworkID { get; }

    /// <summary>Scheme, for example <c>http</c>.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary>Host and port: <c>localhost:5080</c>.</summary>
    public string EndPointString => $"{Address}:{Port}";

    /// <summary>Scheme, host and port: <c>http://localhost:5080</c>.</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <inheritdoc cref="UriString"/>
    public override string ToString() => UriString;
}
