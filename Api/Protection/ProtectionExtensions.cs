using Belfry.ServiceDefaults;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Belfry.Api.Protection;

/// <summary>What stands between the network and the features: whom to believe, how fast, and what browsers may do with an answer.</summary>
internal static class ProtectionExtensions
{
    /// <summary>Half a year: browsers that came over TLS once come over TLS.</summary>
    private const string StrictTransport = "max-age=15768000";

    public static void AddProtection(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<LimitOptions>("Limits", LimitOptions.Check);
        // Last: ASPNETCORE_FORWARDEDHEADERS_ENABLED would have everybody believed, and so would an empty list.
        builder.Services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<LimitOptions>>((headers, limits) =>
        {
            headers.ForwardedHeaders = limits.Value.Proxies().Any() ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
            headers.KnownProxies.Clear();
            headers.KnownIPNetworks.Clear();
            foreach (var network in limits.Value.Proxies())
            {
                headers.KnownIPNetworks.Add(network);
            }
        });
        builder.Services.AddSingleton<HeavyWork>();
    }

    /// <summary>First: everything behind it sees the client's own address.</summary>
    public static void UseProxiesAndHeaders(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use((context, next) =>
        {
            // At the last moment: the exception handler begins an answer anew, without the headers that were set before.
            context.Response.OnStarting(AddHeaders, context);
            return next(context);
        });
    }

    private static Task AddHeaders(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = StrictTransport;
        }

        return Task.CompletedTask;
    }
}
