using Microsoft.AspNetCore.HttpOverrides;

namespace Belfry.Dashboard.SignIn;

/// <summary>A TLS-terminating proxy in front: its word on scheme, host and client is taken when it is configured to be there.</summary>
internal static class Proxy
{
    public static void UseProxy(this IApplicationBuilder app, SignInOptions options)
    {
        if (!options.TrustsProxy)
        {
            return;
        }

        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
        };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        app.UseForwardedHeaders(forwarded);
    }
}
