using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Belfry.Dashboard;

/// <summary>Which listener a connection came in through.</summary>
internal enum Door
{
    People,
    Http,
    Grpc,
}

/// <summary>A door for people and two for telemetry. Each connection remembers the door it came through, and no path is served at two.</summary>
internal static class Listeners
{
    public static void UseListeners(this KestrelServerOptions kestrel, DashboardOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Otlp.OtlpBody.MaxBytes;
        kestrel.Limits.MaxConcurrentConnections = 512;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 16;
        Open(options.Urls, Door.People, HttpProtocols.Http1);
        Open(options.Otlp.HttpUrls, Door.Http, HttpProtocols.Http1);
        Open(options.Otlp.GrpcUrls, Door.Grpc, HttpProtocols.Http2);

        void Open(IReadOnlyList<Uri> urls, Door door, HttpProtocols protocols)
        {
            foreach (var url in urls)
            {
                Listen(kestrel, url, listen =>
                {
                    listen.Protocols = protocols;
                    listen.Use(next => connection =>
                    {
                        connection.Features.Set(new DoorFeature(door));
                        return next(connection);
                    });
                });
            }
        }
    }

    public static Door DoorOf(HttpContext context) => context.Features.Get<DoorFeature>()?.Door ?? Door.People;

    private static void Listen(KestrelServerOptions kestrel, Uri url, Action<ListenOptions> configure)
    {
        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address))
        {
            kestrel.Listen(address, url.Port, configure);
        }
        else if (url.Host == "localhost")
        {
            kestrel.ListenLocalhost(url.Port, configure);
        }
        else
        {
            kestrel.ListenAnyIP(url.Port, configure);
        }
    }

    private sealed record DoorFeature(Door Door);
}
