namespace Aspire.Hosting.ApplicationModel;

/// <summary>The address that an endpoint got in this run.</summary>
public class AllocatedEndpoint
{
    /// <summary>An address of <paramref name="endpoint"/>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="address">Host name or IP address, for example <c>localhost</c>.</param>
    /// <param name="port">Port, 1 to 65535.</param>
    /// <param name="targetPortExpression">The port the process listens on, when it is not <paramref name="port"/>.</param>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
    {
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

    /// <summary>Scheme, for example <c>http</c>.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary>Host and port: <c>localhost:5080</c>.</summary>
    public string EndPointString => $"{Address}:{Port}";

    /// <summary>Scheme, host and port: <c>http://localhost:5080</c>.</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <inheritdoc cref="UriString"/>
    public override string ToString() => UriString;
}
