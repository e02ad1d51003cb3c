using System.Net.Sockets;

namespace Aspire.Hosting;

/// <summary>The verbs that work on resources of many kinds. One file per family of verbs, because the public API gives them one class.</summary>
public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds an endpoint.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port others use; a free one by default.</param>
    /// <param name="targetPort">The port the process listens on; <paramref name="port"/> by default.</param>
    /// <param name="scheme">Scheme of its URLs; <c>tcp</c> by default.</param>
    /// <param name="name">Name; the scheme by default.</param>
    /// <param name="env">Environment variable that tells the process its port.</param>
    /// <param name="isProxied">Whether the engine may put itself in front; true by default.</param>
    /// <param name="isExternal">Whether a deployment publishes it; false by default.</param>
    /// <param name="protocol">TCP by default.</param>
    /// <exception cref="DistributedApplicationException">The resource already has an endpoint of that name.</exception>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? scheme = null,
        [EndpointName] string? name = null,
        string? env = null,
        bool? isProxied = null,
        bool? isExternal = null,
        ProtocolType? protocol = null) where T : IResourceWithEndpoints
    {
        var endpoint = new EndpointAnnotation(protocol ?? ProtocolType.Tcp, scheme, null, name, port, targetPort, isExternal, isProxied)
        {
            TlsEnabled = scheme == "https",
        };
        if (builder.Resource.GetEndpoint(endpoint.Name).Exists)
        {
            throw DistributedApplicationException.Of(
                $"The resource '{builder.Resource.Name}' has two endpoints named '{endpoint.Name}'.",
                "Endpoint names are unique within a resource; a launch profile's applicationUrl also makes 'http' and 'https'.",
                $"Pass another name, or change the existing one with .WithEndpoint(\"{endpoint.Name}\", e => ...).");
        }

        if (env is not null && builder is IResourceBuilder<IResourceWithEnvironment> environment)
        {
            IExpressionValue listens = builder.Resource.GetEndpoint(endpoint.Name).Property(EndpointProperty.TargetPort);
            environment.WithEnvironment(env, listens);
        }

        return builder.WithAnnotation(endpoint);
    }

    /// <summary>Changes an endpoint, after adding it when it does not exist.</summary>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        [EndpointName] string endpointName,
        Action<EndpointAnnotation> callback,
        bool createIfNotExists = true) where T : IResourceWithEndpoints
    {
        var reference = builder.Resource.GetEndpoint(endpointName);
        if (reference.Exists)
        {
            callback(reference.EndpointAnnotation);
        }
        else if (createIfNotExists)
        {
            var endpoint = new EndpointAnnotation(ProtocolType.Tcp, name: endpointName);
            callback(endpoint);
            builder.WithAnnotation(endpoint);
        }

        return builder;
    }

    /// <summary>Adds an endpoint with the scheme <c>http</c>, which is also its name unless it gets another; parameters as in the general overload.</summary>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        [EndpointName] string? name = null,
        string? env = null,
        bool? isProxied = null) where T : IResourceWithEndpoints =>
        builder.WithEndpoint(port, targetPort, "http", name, env, isProxied);

    /// <summary>As <see cref="WithHttpEndpoint"/>, with the scheme <c>https</c>.</summary>
    public static IResourceBuilder<T> WithHttpsEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        [EndpointName] string? name = null,
        string? env = null,
        bool? isProxied = null) where T : IResourceWithEndpoints =>
        builder.WithEndpoint(port, targetPort, "https", name, env, isProxied);

    /// <summary>Marks all <c>http</c> and <c>https</c> endpoints as published by a deployment.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints =>
        builder.ChangeEndpoints(e => e.UriScheme is "http" or "https", e => e.IsExternal = true);

    /// <summary>Marks all <c>http</c> and <c>https</c> endpoints as HTTP/2.</summary>
    public static IResourceBuilder<T> AsHttp2Service<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints =>
        builder.ChangeEndpoints(e => e.UriScheme is "http" or "https", e => e.Transport = "http2");

    /// <summary>Says for all endpoints whether the engine may choose another port than the declared one and put itself in front.</summary>
    public static IResourceBuilder<IResourceWithEndpoints> WithEndpointProxySupport(
        this IResourceBuilder<IResourceWithEndpoints> builder,
        bool proxyEnabled) => builder.ChangeEndpoints(_ => true, e => e.IsProxied = proxyEnabled);

    /// <summary>A reference to an endpoint, which may be added later.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, [EndpointName] string name) where T : IResourceWithEndpoints =>
        builder.Resource.GetEndpoint(name);

    /// <summary>As above, with the address as seen from a network.</summary>
    public static EndpointReference GetEndpoint<T>(
        this IResourceBuilder<T> builder,
        [EndpointName] string name,
        NetworkIdentifier contextNetworkId) where T : IResourceWithEndpoints => builder.Resource.GetEndpoint(name, contextNetworkId);

    private static IResourceBuilder<T> ChangeEndpoints<T>(
        this IResourceBuilder<T> builder,
        Func<EndpointAnnotation, bool> which,
        Action<EndpointAnnotation> change) where T : IResourceWithEndpoints
    {
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(which))
        {
            change(endpoint);
        }

        return builder;
    }
}
