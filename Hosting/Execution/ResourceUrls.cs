using System.Collections.Immutable;

namespace Aspire.Hosting.Execution;

/// <summary>The URLs of a resource: one per endpoint, those of the model, then the model's changes.</summary>
internal static class ResourceUrls
{
    public static async Task<ImmutableArray<UrlSnapshot>> OfAsync(
        IResource resource,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        var endpoints = resource is IResourceWithEndpoints owner ? owner.GetEndpoints().ToArray() : [];
        var urls = endpoints.Select(e => new ResourceUrlAnnotation { Url = e.Url, Endpoint = e })
            .Concat(resource.Annotations.OfType<ResourceUrlAnnotation>()
                .Select(u => new ResourceUrlAnnotation { Url = u.Url, DisplayText = u.DisplayText, DisplayOrder = u.DisplayOrder, Endpoint = endpoints.FirstOrDefault() }))
            .ToList();
        var context = new ResourceUrlsCallbackContext(executionContext, resource, urls, cancellationToken);
        foreach (var step in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            await step.Callback(context).ConfigureAwait(false);
        }

        return
        [
            .. context.Urls.OrderByDescending(u => u.DisplayOrder ?? 0).Select(u => new UrlSnapshot(
                u.Endpoint?.EndpointName,
                Absolute(u),
                u.DisplayLocation == UrlDisplayLocation.DetailsOnly)
            {
                DisplayProperties = new(u.DisplayText ?? "", u.DisplayOrder ?? 0),
            }),
        ];
    }

    private static string Absolute(ResourceUrlAnnotation url) =>
        url.Endpoint is { } endpoint && url.Url.StartsWith('/') ? endpoint.Url + url.Url : url.Url;
}
