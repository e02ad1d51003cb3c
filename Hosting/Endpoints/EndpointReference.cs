namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of an endpoint's address.</summary>
public enum EndpointProperty
{
    /// <summary><c>http://localhost:5080</c></summary>
    Url = 0,

    /// <summary><c>localhost</c></summary>
    Host = 1,

    /// <summary><c>127.0.0.1</c></summary>
    IPV4Host = 2,

    /// <summary>The port that others use.</summary>
    Port = 3,

    /// <summary><c>http</c></summary>
    Scheme = 4,

    /// <summary>The port the process listens on.</summary>
    TargetPort = 5,

    /// <summary><c>localhost:5080</c></summary>
    HostAndPort = 6,

    /// <summary><c>True</c> or <c>False</c></summary>
    TlsEnabled = 7,
}

/// <summary>Points to an endpoint of a resource by name; its value is the URL, known once ports are allocated.</summary>
public sealed class EndpointReference : IExpressionValue, IValueWithReferences
{
    private EndpointAnnotation? _annotation;

    /// <summary>A reference to an endpoint that exists.</summary>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint) : this(owner, endpoint, null)
    {
    }

    /// <summary>As above, as seen from a network.</summary>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint, NetworkIdentifier? contextNetworkId)
        : this(owner, endpoint.Name, contextNetworkId) => _annotation = endpoint;

    /// <summary>A reference by name; the endpoint may be added later.</summary>
    public EndpointReference(IResourceWithEndpoints owner, [EndpointName] string endpointName) : this(owner, endpointName, null)
    {
    }

    /// <summary>As above, as seen from a network.</summary>
    public EndpointReference(IResourceWithEndpoints owner, [EndpointName] string endpointName, NetworkIdentifier? contextNetworkId = null)
    {
        Resource = owner;
        EndpointName = endpointName;
        ContextNetworkID = contextNetworkId;
    }

    /// <summary>The network it is seen from; null for that of whoever gets the value.</summary>
    public NetworkIdentifier? ContextNetworkID { get; }

    /// <summary>The resource that listens.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>What to say in place of the engine's words when the endpoint does not exist; null says those.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The endpoint's name in that resource.</summary>
    public string EndpointName { get; }

    /// <summary>Whether the resource has such an endpoint.</summary>
    public bool Exists => Find() is not null;

    /// <summary>The endpoint.</summary>
    /// <exception cref="DistributedApplicationException">The resource has no endpoint of that name.</exception>
    public EndpointAnnotation EndpointAnnotation => Find() ?? throw (ErrorMessage is { } message ? new DistributedApplicationException(message) : Missing());

    private DistributedApplicationException Missing() => DistributedApplicationException.Of(
        $"The resource '{Resource.Name}' has no endpoint named '{EndpointName}'.",
        Resource.TryGetEndpoints(out var endpoints)
            ? $"It has: {string.Join(", ", endpoints.Select(e => e.Name))}."
            : "It has no endpoints at all.",
        $"Add it in the AppHost, for example .WithHttpEndpoint(name: \"{EndpointName}\"), or use an existing name.");

    /// <summary>Whether the address is known.</summary>
    public bool IsAllocated => EndpointAnnotation.AllocatedEndpoint is not null;

    /// <summary>Whether the scheme is <c>http</c>.</summary>
    public bool IsHttp => Scheme == "http";

    /// <summary>Whether the scheme is <c>https</c>.</summary>
    public bool IsHttps => Scheme == "https";

    /// <summary>Whether its name is <c>http</c> or <c>https</c>, which means the default one of its scheme.</summary>
    public bool IsHttpSchemeNamedEndpoint =>
        EndpointName.Equals("http", StringComparison.OrdinalIgnoreCase) || EndpointName.Equals("https", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the process speaks TLS here.</summary>
    public bool TlsEnabled => EndpointAnnotation.TlsEnabled;

    /// <summary>Whether references to the whole resource leave it out.</summary>
    public bool ExcludeReferenceEndpoint => EndpointAnnotation.ExcludeReferenceEndpoint;

    /// <summary>Scheme, for example <c>http</c>.</summary>
    public string Scheme => EndpointAnnotation.UriScheme;

    /// <summary>Host name; needs an allocated endpoint.</summary>
    public string Host => Allocated.Address;

    /// <summary>Port; needs an allocated endpoint.</summary>
    public int Port => Allocated.Port;

    /// <summary>The port the process listens on; null before it is known.</summary>
    public int? TargetPort => EndpointAnnotation.TargetPort;

    /// <summary>URL without a trailing slash; needs an allocated endpoint.</summary>
    public string Url => Allocated.UriString;

    string IManifestExpressionProvider.ValueExpression => Property(EndpointProperty.Url).ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [Resource];

    private AllocatedEndpoint Allocated => (EndpointAnnotation.AllAllocatedEndpoints.In(ContextNetworkID ?? EndpointAnnotation.DefaultNetworkID).TryGet(out var known) ? known : null)
        ?? throw new InvalidOperationException($"The endpoint '{EndpointName}' of '{Resource.Name}' has no address before the application starts.");

    /// <summary>A part of the address, as a value.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <summary>The URL; waits until it is known.</summary>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(cancellationToken);

    /// <summary>The URL as the caller reaches it: a container has other addresses for this machine and for other containers.</summary>
    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(context, cancellationToken);

    private EndpointAnnotation? Find() => _annotation ??= Resource.Annotations.OfType<EndpointAnnotation>()
        .FirstOrDefault(e => string.Equals(e.Name, EndpointName, StringComparison.OrdinalIgnoreCase));
}
