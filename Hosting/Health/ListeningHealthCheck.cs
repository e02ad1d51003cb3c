using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Healthy as soon as somebody accepts a connection on the endpoint.</summary>
internal sealed class ListeningHealthCheck(EndpointReference endpoint) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await Listener.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken).ConfigureAwait(false) switch
        {
            SocketError.Success => HealthCheckResult.Healthy($"{endpoint.Url} accepts connections."),
            var error => HealthCheckResult.Unhealthy($"{endpoint.Url}: {new SocketException((int)error).Message}"),
        };
}
