using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;

namespace Belfry.ServiceDefaults;

/// <summary>
/// Completes the server spans of ASP.NET Core 10, which has method, path and address but neither route, status nor a name one can read,
/// and even those only with a switch. (Client spans of System.Net.Http follow the semantic conventions by themselves.)
/// </summary>
internal static class ServerSpans
{
    /// <summary>Must run before the first request: asks the server to put the tags of the semantic conventions on its spans.</summary>
    public static void RequestTags() =>
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

    /// <summary>Must be the outermost middleware, so that it sees the status that the client gets.</summary>
    public static void UseServerSpans(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
        {
            Complete(span, context);
        }
    });

    private static void Complete(Activity span, HttpContext context)
    {
        // The exception handler takes the endpoint away from a request that it answers.
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
        var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText;
        var status = context.Response.StatusCode;
        span.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetTag("error.type", status.ToString());
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Health probes come every second or so and say nothing new: their spans, and so those of their children, are not recorded.</summary>
    internal sealed class HealthProbeFilter : BaseProcessor<Activity>
    {
        public override void OnStart(Activity data)
        {
            if (data.Kind == ActivityKind.Server && data.GetTagItem("url.path") is string path && path.StartsWith("/health/", StringComparison.Ordinal))
            {
                data.IsAllDataRequested = false;
                data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            }
        }
    }
}
