using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds a command that sends a request to the resource. It can be used while the resource is healthy.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="path">Path of the request: <c>/control/backups</c>.</param>
    /// <param name="displayName">What is shown.</param>
    /// <param name="endpointName">The endpoint; by default the first <c>http</c> one, else the first <c>https</c> one.</param>
    /// <param name="commandName">Name of the command, unique in the resource; made of endpoint, method and path by default.</param>
    /// <param name="commandOptions">How it looks, what it sends, and what the answer means.</param>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder,
        string path,
        string displayName,
        [EndpointName] string? endpointName = null,
        string? commandName = null,
        HttpCommandOptions? commandOptions = null) where TResource : IResourceWithEndpoints =>
        builder.WithHttpCommand(
            path,
            displayName,
            endpointName is null ? null : () => builder.GetEndpoint(endpointName),
            commandName,
            commandOptions);

    /// <summary>As above, with a chosen endpoint.</summary>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder,
        string path,
        string displayName,
        Func<EndpointReference>? endpointSelector,
        string? commandName = null,
        HttpCommandOptions? commandOptions = null) where TResource : IResourceWithEndpoints
    {
        var options = commandOptions ?? new HttpCommandOptions();
        options.UpdateState ??= context =>
            context.ResourceSnapshot.HealthStatus == HealthStatus.Healthy ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
        var endpoint = (endpointSelector ?? options.EndpointSelector)?.Invoke() ?? builder.Resource.WebEndpoint();
        var command = new HttpCommand(endpoint, path, options);
        var name = commandName ?? $"{endpoint.Resource.Name}-{endpoint.EndpointName}-http-{command.Method.Method.ToLowerInvariant()}-{path}";
        return builder.WithCommand(name, displayName, command.ExecuteAsync, options);
    }
}
