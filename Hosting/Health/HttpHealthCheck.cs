using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Asks a path over HTTP; healthy is exactly the expected status code.</summary>
internal sealed class HttpHealthCheck(Func<Uri?> address, string path, int statusCode) : IHealthCheck
{
    // One pool for all probes of the process. A probe that takes longer than this is a failed probe.
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (address() is not { } root)
        {
            return HealthCheckResult.Unhealthy("The endpoint has no address yet.");
        }

        var uri = new Uri(root, path);
        if (uri.IsLoopback && await Listener.ConnectAsync(uri.IdnHost, uri.Port, cancellationToken).ConfigureAwait(false) is not SocketError.Success and var error)
        {
            return HealthCheckResult.Unhealthy($"{uri}: {new SocketException((int)error).Message}");
        }

        try
        {
            using var response = await Client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return (int)response.StatusCode == statusCode
                ? HealthCheckResult.Healthy($"{uri} answers {statusCode}.")
                : HealthCheckResult.Unhealthy($"{uri} answers {(int)response.StatusCode}, not {statusCode}.");
        }
        catch (HttpRequestException failure)
        {
            return HealthCheckResult.Unhealthy($"{uri}: {failure.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"{uri} does not answer within {Client.Timeout.TotalSeconds:0} s.");
        }
    }
}
