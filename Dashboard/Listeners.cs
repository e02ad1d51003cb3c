using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Belfry.Dashboard;

/// <summary>Two doors: one for people, one for telemetry. Each connection remembers the door it came through, and no path is served at both.</summary>
internal static class Listeners
{
    public static void UseListeners(this KestrelServerOptions kestrel, DashboardOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Otlp.OtlpBody.MaxBytes;
        kestrel.Limits.MaxConcurrentConnections = 512;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 16;
        foreach (var url in options.Urls)
        {
            Listen(kestrel, url, _ => { });
        }

        foreach (var url in options.Otlp.HttpUrls)
        {
            Listen(kestrel, url, listen => listen.Use(MarkTelemetry));
        }
    }

    public static bool IsTelemetry(HttpContext context) => context.Features.Get<TelemetryDoor>() is not null;

    private static ConnectionDelegate MarkTelemetry(ConnectionDelegate next) => connection =>
    {
        connection.Features.Set(TelemetryDoor.Instance);
        return next(connection);
    };

    private static void Listen(KestrelServerOptions kestrel, Uri url, Action<ListenOptions> configure)
    {
        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address))
        {
            kestrel.Listen(address, url.Port, Configure);
        }
        else if (url.Host == "localhost")
        {
            kestrel.ListenLocalhost(url.Port, Configure);
        }
        else
        {
            kestrel.ListenAnyIP(url.Port, Configure);
        }

        void Configure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            configure(listen);
        }
    }

    private sealed class TelemetryDoor
    {
        public static TelemetryDoor Instance { get; } = new();
    }
}
