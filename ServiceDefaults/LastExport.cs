using System.Net;

namespace Belfry.ServiceDefaults;

/// <summary>
/// Lets the SDK try again as it is told to (<c>OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY</c>) until the service stops; then what is left is sent once. A collector that is gone before
/// would hold back the end of each service by ten seconds.
/// </summary>
internal sealed class LastExport(CancellationToken stopping) : DelegatingHandler(new SocketsHttpHandler())
{
    // The exporters send from threads of their own, in this way alone.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return base.Send(request, cancellationToken);
        }
        catch (HttpRequestException) when (stopping.IsCancellationRequested)
        {
            // An answer after which the SDK gives up.
            return new HttpResponseMessage(HttpStatusCode.BadRequest) { RequestMessage = request };
        }
    }
}
