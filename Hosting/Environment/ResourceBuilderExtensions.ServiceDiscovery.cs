namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>
    /// Lets a resource find another: for its endpoint <c>http</c> sets <c>services__{name}__http__0</c> and <c>{NAME}_HTTP</c> to the URL.
    /// </summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithServiceDiscovery> source) where TDestination : IResourceWithEnvironment =>
        builder.WithEndpointReference(source.Resource, source.Resource.Name, null);

    /// <summary>As above, under another name.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithServiceDiscovery> source,
        string name) where TDestination : IResourceWithEnvironment =>
        builder.WithEndpointReference(source.Resource, name, null);

    /// <summary>Lets a resource find one endpoint of another.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        EndpointReference endpointReference) where TDestination : IResourceWithEnvironment =>
        builder.WithEndpointReference(endpointReference.Resource, endpointReference.Resource.Name, endpointReference.EndpointName);

    /// <summary>Lets a resource find something outside the application: sets <c>services__{name}__default__0</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        string name,
        Uri uri) where TDestination : IResourceWithEnvironment =>
        uri.IsAbsoluteUri && uri.AbsolutePath == "/"
            ? builder.WithEnvironment($"services__{name}__default__0", uri.ToString())
            : throw DistributedApplicationException.Of(
                $"The reference '{name}' cannot point to '{uri}'.",
                "Service discovery knows scheme, host and port only.",
                "Pass an absolute address without a path, for example https://example.org.");

    /// <summary>Says which variables the references of a resource set.</summary>
    public static IResourceBuilder<TDestination> WithReferenceEnvironment<TDestination>(
        this IResourceBuilder<TDestination> builder,
        ReferenceEnvironmentInjectionFlags flags) where TDestination : IResourceWithEnvironment =>
        builder.WithAnnotation(new ReferenceEnvironmentInjectionAnnotation(flags));

    // Two endpoints of one scheme are two addresses of one service: services__api__http__0 and services__api__http__1.
    private static string FreeKey(EnvironmentCallbackContext context, string prefix, EndpointReference endpoint)
    {
        var index = 0;
        while (context.EnvironmentVariables.TryGetValue($"{prefix}{index}", out var taken) &&
            !(taken is EndpointReference same && same.Resource == endpoint.Resource && same.EndpointName == endpoint.EndpointName))
        {
            index++;
        }

        return $"{prefix}{index}";
    }

    private static IResourceBuilder<T> WithEndpointReference<T>(
        this IResourceBuilder<T> builder,
        IResourceWithEndpoints source,
        string name,
        string? endpointName) where T : IResourceWithEnvironment =>
        builder.WithReferenceRelationship(source).WithEnvironment(context =>
        {
            var endpoints = endpointName is null
                ? source.GetEndpoints().Where(e => !e.ExcludeReferenceEndpoint)
                : [source.GetEndpoint(endpointName)];
            foreach (var endpoint in endpoints)
            {
                if (ReferenceEnvironmentInjectionAnnotation.Wants(context.Resource, ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
                {
                    var key = endpoint.IsHttpSchemeNamedEndpoint ? endpoint.Scheme : endpoint.EndpointName;
                    context.EnvironmentVariables[FreeKey(context, $"services__{name}__{key}__", endpoint)] = endpoint;
                }

                if (ReferenceEnvironmentInjectionAnnotation.Wants(context.Resource, ReferenceEnvironmentInjectionFlags.Endpoints))
                {
                    var prefix = name == source.Name ? VariablePrefix(name) : name.Replace('-', '_');
                    context.EnvironmentVariables[$"{prefix}_{VariablePrefix(endpoint.EndpointName)}"] = endpoint;
                }
            }
        });
}
