namespace Aspire.Hosting.Docker;

/// <summary>Turns values of the model into text of a Compose file, and remembers the variables which that text asks for.</summary>
internal sealed class ComposeValues(DockerComposeEnvironmentResource environment)
{
    /// <exception cref="DistributedApplicationException">The value is of a kind that a Compose file cannot express.</exception>
    public string TextOf(object? value) => value switch
    {
        null => "",
        string text => Escape(text),
        bool flag => flag ? "true" : "false",
        ReferenceExpression expression => string.Format(Escape(expression.Format), [.. expression.ValueProviders.Select(TextOf)]),
        EndpointReference endpoint => TextOf(endpoint.Property(EndpointProperty.Url)),
        EndpointReferenceExpression part => TextOf(part),
        ParameterResource parameter => PlaceholderOf(parameter),
        ConnectionStringReference reference => TextOf(reference.Resource),
        IResourceWithConnectionString connection => TextOf(connection.ConnectionStringExpression),
        IResourceBuilder<IResource> builder => TextOf(builder.Resource),
        IManifestExpressionProvider other => throw DistributedApplicationException.Of(
            $"The value {other.ValueExpression} cannot be written into a Compose file.",
            $"It is a {other.GetType().Name}, which is known at a run only.",
            "Use a text, a parameter, an endpoint or a connection string there."),
        _ => Escape(value.ToString() ?? ""),
    };

    public string PlaceholderOf(ParameterResource parameter) => Capture(
        Variable(parameter), $"Parameter {parameter.Name}", parameter, parameter);

    /// <summary>The port that a service listens on: what the model says, else a variable that the deployment sets.</summary>
    public string PortOf(IResource resource, EndpointAnnotation endpoint) => endpoint.TargetPort?.ToString()
        ?? (resource is ContainerResource ? endpoint.Port?.ToString() : null)
        ?? Capture($"{Variable(resource)}_PORT", $"Port that {resource.Name} listens on", endpoint, resource, "8080");

    public string ImageOf(IResource resource) => Capture(
        $"{Variable(resource)}_IMAGE", $"Container image of {resource.Name}", null, resource);

    public static string ServiceName(IResource resource) => resource.Name.ToLowerInvariant();

    private static string Variable(IResource resource) => resource.Name.ToUpperInvariant().Replace('-', '_');

    private string Capture(string name, string description, object? source, IResource resource, string? defaultValue = null)
    {
        environment.Variables.TryAdd(name, new() { Name = name, Description = description, Source = source, Resource = resource, DefaultValue = defaultValue });
        return $"${{{name}}}";
    }

    private string TextOf(EndpointReferenceExpression part)
    {
        var (reference, annotation) = (part.Endpoint, part.Endpoint.EndpointAnnotation);
        var host = ServiceName(reference.Resource);
        var port = PortOf(reference.Resource, annotation);
        return part.Property switch
        {
            EndpointProperty.Url => $"{annotation.UriScheme}://{host}:{port}",
            EndpointProperty.Host or EndpointProperty.IPV4Host => host,
            EndpointProperty.Scheme => annotation.UriScheme,
            EndpointProperty.HostAndPort => $"{host}:{port}",
            EndpointProperty.TlsEnabled => annotation.TlsEnabled.ToString(),
            _ => port,
        };
    }

    /// <summary>Compose reads <c>$NAME</c> as a variable.</summary>
    private static string Escape(string text) => text.Replace("$", "$$", StringComparison.Ordinal);
}
