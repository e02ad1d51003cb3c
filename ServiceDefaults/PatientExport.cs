namespace Belfry.ServiceDefaults;

/// <summary>Exports again what a collector that still starts did not take, until <paramref name="starting"/> ends: the first lines of a service are the ones one looks for.</summary>
internal sealed class PatientExport(CancellationToken starting) : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // The exporter sends from a thread of its own, in this way alone.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return base.Send(request, cancellationToken);
            }
            catch (HttpRequestException) when (!starting.IsCancellationRequested)
            {
                starting.WaitHandle.WaitOne(Pause);
            }
        }
    }
}
