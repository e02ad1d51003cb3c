using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Ties a resource's health to a check registered with <c>builder.Services.AddHealthChecks()</c>.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="key">The name the check is registered under.</param>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key) where T : IResource =>
        builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(a => a.Key == key)
            ? throw DistributedApplicationException.Of(
                $"The resource '{builder.Resource.Name}' has the health check '{key}' twice.",
                "Each health check counts once per resource.",
                "Remove one of the two calls.")
            : builder.WithAnnotation(new HealthCheckAnnotation(key));

    /// <summary>A resource is healthy when a path of it answers with a status code.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="path">Path; <c>/</c> by default.</param>
    /// <param name="statusCode">The expected status code; 200 by default.</param>
    /// <param name="endpointName">The endpoint; by default the first <c>http</c> one, else the first <c>https</c> one.</param>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder,
        string? path = null,
        int? statusCode = null,
        [EndpointName] string? endpointName = null) where T : IResourceWithEndpoints =>
        builder.WithHttpHealthCheck(
            () => endpointName is null ? builder.Resource.WebEndpoint() : builder.GetEndpoint(endpointName),
            path,
            statusCode);

    /// <summary>As above, with a chosen endpoint.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder,
        Func<EndpointReference>? endpointSelector,
        string? path = null,
        int? statusCode = null) where T : IResourceWithEndpoints
    {
        var endpoint = endpointSelector?.Invoke() ?? builder.Resource.WebEndpoint();
        var (checkedPath, checkedStatus) = (path ?? "/", statusCode ?? 200);
        var key = $"{builder.Resource.Name}_{endpoint.EndpointName}_{checkedPath}_{checkedStatus}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration(key, _ => new HttpHealthCheck(() => endpoint.IsAllocated ? new Uri(endpoint.Url) : null, checkedPath, checkedStatus), null, null));
        return builder.WithHealthCheck(key);
    }

    private static EndpointReference WebEndpoint(this IResourceWithEndpoints resource)
    {
        var endpoints = resource.GetEndpoints().ToArray();
        return endpoints.FirstOrDefault(e => e.IsHttp) ?? endpoints.FirstOrDefault(e => e.IsHttps) ?? throw DistributedApplicationException.Of(
            $"The resource '{resource.Name}' has no http or https endpoint.",
            "An HTTP health check or command needs one to ask.",
            "Call .WithHttpEndpoint() before it.");
    }
}
