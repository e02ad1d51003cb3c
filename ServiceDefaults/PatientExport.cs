using System.Net;

namespace Belfry.ServiceDefaults;

/// <summary>
/// Sends again what nobody took, as to a dashboard that still starts, until the service stops; then what is left is sent once. The SDK tries again too where it is told to
/// (<c>OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY</c>), but from a sleep that nothing ends: a collector that is gone would hold back the end of each service by ten seconds.
/// </summary>
internal sealed class LastExport(CancellationToken stopping) : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    // The exporters send from threads of their own, in this way alone.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause *= 2)
        {
            try
            {
                return base.Send(request, cancellationToken);
            }
            catch (HttpRequestException)
            {
                // Ended by the stop, or by the time that an export may take.
                if (WaitHandle.WaitAny([stopping.WaitHandle, cancellationToken.WaitHandle], pause) == 0)
                {
                    // An answer after which the SDK gives up.
                    return new HttpResponseMessage(HttpStatusCode.BadRequest) { RequestMessage = request };
                }
            }
        }
    }
}
