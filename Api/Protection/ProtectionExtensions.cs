using System.Threading.RateLimiting;
using Belfry.Api.SignIn;
using Belfry.ServiceDefaults;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Belfry.Api.Protection;

/// <summary>What stands between the network and the features: whom to believe, how fast, and what browsers may do with an answer.</summary>
internal static class ProtectionExtensions
{
    /// <summary>Half a year: browsers that came over TLS once come over TLS.</summary>
    private const string StrictTransport = "max-age=15768000";

    private const int BurstSeconds = 5;

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
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, limits) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, limits.Value.RequestsPerSecond));
            limiter.OnRejected = RefuseAsync;
        });
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

    private static RateLimitPartition<string> Partition(HttpContext context, int perSecond) =>
        context.Request.Path.StartsWithSegments("/health")
            ? RateLimitPartition.GetNoLimiter("health")
            : RateLimitPartition.GetTokenBucketLimiter(
                context.User is Caller caller ? caller.Key : context.Address(),
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = perSecond * BurstSeconds,
                    TokensPerPeriod = perSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                });

    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancellation)
    {
        context.HttpContext.Response.Headers.RetryAfter = "1";
        await TypedResults.Problem("Too many requests. Wait before the next one.", statusCode: StatusCodes.Status429TooManyRequests)
            .ExecuteAsync(context.HttpContext);
    }
}
