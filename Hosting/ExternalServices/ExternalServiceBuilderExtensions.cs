using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds services outside the application.</summary>
public static class ExternalServiceBuilderExtensions
{
    /// <summary>Adds a service at a fixed address: <c>https://example.org/</c>.</summary>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string url) => builder.AddExternalService(name, new Uri(url, UriKind.RelativeOrAbsolute));

    /// <summary>Adds a service at a fixed address.</summary>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        Uri uri) => builder.Add(new ExternalServiceResource(name, uri));

    /// <summary>Adds a service whose address is a parameter.</summary>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        IResourceBuilder<ParameterResource> urlParameter) => builder.Add(new ExternalServiceResource(name, urlParameter.Resource));

    /// <summary>The service is healthy when a path of it answers with a status code.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="path">Path; <c>/</c> by default.</param>
    /// <param name="statusCode">The expected status code; 200 by default.</param>
    public static IResourceBuilder<ExternalServiceResource> WithHttpHealthCheck(
        this IResourceBuilder<ExternalServiceResource> builder,
        string? path = null,
        int? statusCode = null)
    {
        var (service, checkedPath, checkedStatus) = (builder.Resource, path ?? "/", statusCode ?? 200);
        var key = $"{service.Name}_external_{checkedPath}_{checkedStatus}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration(key, _ => new HttpHealthCheck(() => service.Address, checkedPath, checkedStatus), null, null));
        return builder.WithHealthCheck(key);
    }

    private static IResourceBuilder<ExternalServiceResource> Add(this IDistributedApplicationBuilder builder, ExternalServiceResource service) =>
        builder.AddResource(service)
            .ExcludeFromManifest()
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "ExternalService", Properties = [] })
            .OnInitializeResource((resource, started, _) => started.Notifications.PublishUpdateAsync(resource, s => s with
            {
                State = KnownResourceStates.Running,
                StartTimeStamp = DateTime.UtcNow,
                Urls = [new UrlSnapshot(null, resource.Address.ToString(), IsInternal: false)],
            }));
}
