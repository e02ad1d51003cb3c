using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Reaches the resources of a started application from a test.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    /// <summary>A client whose base address is a resource's; it repeats requests that met a resource which was still coming up.</summary>
    /// <param name="app">The application.</param>
    /// <param name="resourceName">The resource.</param>
    /// <param name="endpointName">The endpoint; by default <c>https</c>, else <c>http</c>, else the first.</param>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new(new ResilientHandler()) { BaseAddress = app.GetEndpoint(resourceName, endpointName), Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The address of a resource; the endpoint is chosen as for a client.</summary>
    /// <exception cref="DistributedApplicationException">There is no such resource or endpoint.</exception>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var resource = Find<IResourceWithEndpoints>(app, resourceName, "has no endpoints");
        if (endpointName is not null)
        {
            return new Uri(resource.GetEndpoint(endpointName).Url);
        }

        var endpoints = resource.GetEndpoints().ToArray();
        var endpoint = endpoints.FirstOrDefault(e => e.IsHttps) ?? endpoints.FirstOrDefault(e => e.IsHttp) ?? endpoints.FirstOrDefault();
        return new Uri((endpoint ?? resource.GetEndpoint("http")).Url);
    }

    /// <summary>The connection string of a resource.</summary>
    /// <exception cref="DistributedApplicationException">There is no such resource, or it has no connection string.</exception>
    public static ValueTask<string?> GetConnectionStringAsync(
        this DistributedApplication app,
        string resourceName,
        CancellationToken cancellationToken = default) =>
        Find<IResourceWithConnectionString>(app, resourceName, "has no connection string").GetConnectionStringAsync(cancellationToken);

    private static T Find<T>(DistributedApplication app, string name, string otherwise) where T : IResource
    {
        if (!app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested)
        {
            throw new InvalidOperationException("The application is not started. Await StartAsync first.");
        }

        var resource = app.Services.GetRequiredService<DistributedApplicationModel>().Find(name);
        return resource is T found ? found : throw DistributedApplicationException.Of(
            $"The resource '{name}' {otherwise}.",
            $"It is a {resource.GetType().Name}.",
            "Name a resource of another kind.");
    }
}
