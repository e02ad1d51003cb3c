using System.Net;

namespace Belfry.Dashboard.SignIn;

/// <summary>
/// Stands before everything at the people's door: no path but the few named here answers without a session,
/// and nothing is changed on behalf of another site's page.
/// </summary>
internal static class Gate
{
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void UseGate(this IApplicationBuilder app, DashboardOptions options, Sessions sessions) => app.Use(async (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        var path = context.Request.Path;
        if (path.StartsWithSegments("/api"))
        {
            headers.CacheControl = "no-store";
        }

        if (options.SignIn.Mode == SignInMode.Unsecured && !IsThisMachine(context.Request.Host.Host))
        {
            // A page's own name may be made to mean 127.0.0.1 once it is loaded; the browser then lets it read every answer.
            await Problems.WriteAsync(context, 400, "Another host's name", "Without sign-in the dashboard answers to localhost and loopback addresses only.");
        }
        else if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && IsFromElsewhere(context.Request))
        {
            // SameSite does not help here: every port of localhost is the same site.
            await Problems.WriteAsync(context, 403, "Another page asked", "Requests that change something are taken from the dashboard's own pages only.");
        }
        else if (IsOpen(path) || IsScript(context.Request, options) || options.SignIn.Mode == SignInMode.Unsecured || sessions.IsSignedIn(context.Request.Cookies[SignInEndpoints.CookieName(context.Request)]))
        {
            await next(context);
        }
        else if (context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.Redirect(SignInEndpoints.Path);
        }
        else
        {
            await Problems.WriteAsync(context, 401, "Not signed in", path.StartsWithSegments(Telemetry.TelemetryEndpoints.Root)
                ? "Send the key in the header x-api-key (DASHBOARD__API__PRIMARYAPIKEY), or sign in."
                : options.SignIn.Password is null ? "Open the login link that the app host printed when it started." : "Sign in at /login.");
        }
    });

    private static bool IsScript(HttpRequest request, DashboardOptions options) =>
        request.Path.StartsWithSegments(Telemetry.TelemetryEndpoints.Root) && options.ApiKeys?.Accept(request.Headers["x-api-key"].ToString()) == true;

    /// <summary>Health, signing in (a script's way too), and the feed, which has a key of its own.</summary>
    private static bool IsOpen(PathString path) =>
        path == SignInEndpoints.Path || path == TokenExchange.Path || path == Resources.FeedEndpoint.Path || path == Health.Live || path == Health.Ready;

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != $"{request.Scheme}://{request.Host}";
}
