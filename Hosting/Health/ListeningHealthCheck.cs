using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Healthy as soon as somebody accepts a connection on the endpoint.</summary>
internal sealed class ListeningHealthCheck(EndpointReference endpoint) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy($"{endpoint.Url} accepts connections.");
        }
        catch (SocketException refused)
        {
            return HealthCheckResult.Unhealthy($"{endpoint.Url}: {refused.Message}");
        }
    }
}
