using Aspire.Hosting.Execution;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of an endpoint's address, as a value; in a manifest <c>{api.bindings.http.port}</c>.</summary>
public class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property) : IExpressionValue, IValueWithReferences
{
    /// <summary>The endpoint.</summary>
    public EndpointReference Endpoint => endpointReference;

    /// <summary>Which part.</summary>
    public EndpointProperty Property => property;

    /// <inheritdoc/>
    public string ValueExpression => $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{Property switch
    {
        EndpointProperty.Url => "url",
        EndpointProperty.Host or EndpointProperty.IPV4Host => "host",
        EndpointProperty.Port => "port",
        EndpointProperty.Scheme => "scheme",
        EndpointProperty.TargetPort => "targetPort",
        EndpointProperty.HostAndPort => "hostAndPort",
        EndpointProperty.TlsEnabled => "tlsEnabled",
        _ => throw new InvalidOperationException($"Unknown endpoint property {Property}."),
    }}}}";

    IEnumerable<object> IValueWithReferences.References => [Endpoint];

    /// <summary>The part as this machine sees it; waits until the address is known.</summary>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => GetValueAsync(new ValueProviderContext(), cancellationToken);

    /// <summary>The part as the caller reaches it: a container has other addresses for this machine and for other containers.</summary>
    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default)
    {
        var endpoint = Endpoint.EndpointAnnotation;
        if (Property == EndpointProperty.Scheme)
        {
            return endpoint.UriScheme;
        }

        if (Property == EndpointProperty.TlsEnabled)
        {
            return endpoint.TlsEnabled.ToString();
        }

        var network = Endpoint.ContextNetworkID ?? context.Network ?? context.NetworkOfCaller() ?? endpoint.DefaultNetworkID;
        var allocated = await endpoint.AllAllocatedEndpoints.GetAllocatedEndpointAsync(network, cancellationToken).ConfigureAwait(false);
        return Property switch
        {
            EndpointProperty.Url => allocated.UriString,
            EndpointProperty.Host => allocated.Address,
            EndpointProperty.IPV4Host => allocated.Address == "localhost" ? "127.0.0.1" : allocated.Address,
            EndpointProperty.Port => allocated.Port.ToString(),
            EndpointProperty.TargetPort => Replica.PortOf(endpoint)?.ToString() ?? allocated.TargetPortExpression ?? allocated.Port.ToString(),
            _ => allocated.EndPointString,
        };
    }
}
