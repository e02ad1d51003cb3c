using System.Net;

namespace Belfry.ServiceDefaults;

/// <summary>
/// Sends again what nobody took, as to a dashboard that still starts, until the service stops; then what is left is sent once. The SDK tries again too where it is told to
/// (<c>OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY</c>), but from a sleep that nothing ends: a collector that is gone would hold back the end of each service by ten seconds.
/// </summary>
/// <param name="stopping">Nothing is sent again from here on.</param>
/// <param name="over">What is under way is given up.</param>
internal sealed class PatientExport(CancellationToken stopping, CancellationToken over) : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    // The exporters send from threads of their own, in this way alone.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over);
        for (var pause = FirstPause; ; pause *= 2)
        {
            try
            {
                // The synchronous way would wait for a lookup of the collector's name, which nothing ends.
                return SendAsync(request, end.Token).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                return GivenUp(request);
            }
            catch (HttpRequestException)
            {
                // Ended by the stop, or by the time that an export may take.
                if (WaitHandle.WaitAny([stopping.WaitHandle, cancellationToken.WaitHandle], pause) == 0)
                {
                    return GivenUp(request);
                }
            }
        }
    }

    /// <summary>An answer after which the SDK does not try again.</summary>
    private static HttpResponseMessage GivenUp(HttpRequestMessage request) => new(HttpStatusCode.BadRequest) { RequestMessage = request };
}
