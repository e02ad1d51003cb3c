using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Belfry.ServiceDefaults;

/// <summary>What one client may ask of the server before it is turned away.</summary>
internal static class ServerLimits
{
    public static void AddServerLimits(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(server =>
    {
        server.AddServerHeader = false;
        server.Limits.MaxConcurrentConnections = 10_000;
        server.Limits.MaxRequestBodySize = 1024 * 1024;
        server.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    });
}
