namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address of this machine that is no endpoint of the model; a container gets it with <c>host.docker.internal</c> in place of <c>localhost</c>.</summary>
/// <param name="Url">Absolute URL as this machine sees it.</param>
public record HostUrl(string Url) : IExpressionValue
{
    string IManifestExpressionProvider.ValueExpression => Url;

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => new(Url);

    ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) =>
        new((context.Network ?? context.NetworkOfCaller()) == KnownNetworkIdentifiers.DefaultAspireContainerNetwork ? SeenFromContainer(port => port) : Url);

    /// <summary>The URL for a container.</summary>
    /// <param name="reach">The port by which containers reach a port of this machine.</param>
    internal string SeenFromContainer(Func<int, int> reach)
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || !url.IsLoopback)
        {
            return Url;
        }

        var seen = new UriBuilder(url) { Host = KnownHostNames.DockerDesktopHostBridge, Port = reach(url.Port) }.Uri.ToString();
        return Url.EndsWith('/') ? seen : seen.TrimEnd('/');
    }
}
