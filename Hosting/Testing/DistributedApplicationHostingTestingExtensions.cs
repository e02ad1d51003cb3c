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
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        app.GetEndpointForNetwork(resourceName, null, endpointName);

    /// <summary>As above, with the address as seen from a network; null for this machine.</summary>
    public static Uri GetEndpointForNetwork(
        this DistributedApplication app,
        string resourceName,
        NetworkIdentifier? networkIdentifier,
        string? endpointName = null)
    {
        var network = networkIdentifier ?? KnownNetworkIdentifiers.LocalhostNetwork;
        var resource = Find<IResourceWithEndpoints>(app, resourceName, "has no endpoints");
        var endpoints = resource.GetEndpoints(network).ToArray();
        var endpoint = endpointName is not null ? resource.GetEndpoint(endpointName, network)
            : endpoints.FirstOrDefault(e => e.IsHttps) ?? endpoints.FirstOrDefault(e => e.IsHttp) ?? endpoints.FirstOrDefault() ?? resource.GetEndpoint("http", network);
        return new Uri(endpoint.Url);
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
