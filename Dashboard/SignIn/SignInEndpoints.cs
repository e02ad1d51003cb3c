namespace Belfry.Dashboard.SignIn;

/// <summary><c>/login?t=&lt;token&gt;</c>, or the form with a token or the password, gets a cookie; <c>/logout</c> ends the session.</summary>
internal static class SignInEndpoints
{
    public const string Path = "/login";
    private const int MaxFormBytes = 4 * 1024;

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (RequestDelegate)SignInAsync);
        app.MapPost(Path, (RequestDelegate)SignInByFormAsync);
        app.MapPost("/logout", (RequestDelegate)SignOutAsync);
    }

    /// <summary>
    /// Cookies do not tell ports apart, so the port is in the name: two dashboards on one machine stay signed in. Behind TLS the prefix
    /// makes browsers refuse the cookie from anywhere but this very host.
    /// </summary>
    public static string CookieName(HttpRequest request) =>
        request.IsHttps ? $"__Host-belfry-dashboard-{request.Host.Port ?? 443}" : $"belfry-dashboard-{request.Host.Port ?? 80}";

    public static string LoginUrl(Uri url, string token) => $"{url.GetLeftPart(UriPartial.Authority)}{Path}?t={token}";

    private static Task SignInAsync(HttpContext context)
    {
        var sessions = context.RequestServices.GetRequiredService<Sessions>();
        if (sessions.IsSignedIn(context.Request.Cookies[CookieName(context.Request)]))
        {
            context.Response.Redirect("/");
            return Task.CompletedTask;
        }

        return ExchangeAsync(context, sessions, context.Request.Query["t"].ToString(), "");
    }

    private static async Task SignInByFormAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is not <= MaxFormBytes)
        {
            await Problems.WriteAsync(context, 400, "Not the form", "Sign in with the form of this page.");
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await ExchangeAsync(context, context.RequestServices.GetRequiredService<Sessions>(), form["t"].ToString(), form["password"].ToString());
    }

    private static async Task ExchangeAsync(HttpContext context, Sessions sessions, string token, string password)
    {
        var options = context.RequestServices.GetRequiredService<SignInOptions>();
        var given = options.Password is null ? token : password;
        if (given.Length == 0)
        {
            await SignInPage.WriteAsync(context, options, 401, null);
            return;
        }

        var limiter = context.RequestServices.GetRequiredService<SignInLimiter>();
        switch (await limiter.TryAsync(context, () => options.Password?.IsRight(given) ?? sessions.TryUseToken(TokenIn(given))))
        {
            case null:
                context.Response.Headers.RetryAfter = "60";
                await SignInPage.WriteAsync(context, options, 429, "Too many attempts. Wait a minute.");
                break;
            case false:
                await SignInPage.WriteAsync(context, options, 401, options.Password is null
                    ? "That token is wrong, or was used already. Each link signs one browser in; the newest is in the console." : "That password is wrong.");
                break;
            default:
                Accept(context, sessions);
                break;
        }
    }

    /// <summary>People paste the whole link as often as the token in it.</summary>
    private static string TokenIn(string text) => text.Trim()[(text.Trim().LastIndexOf('=') + 1)..];

    private static void Accept(HttpContext context, Sessions sessions)
    {
        context.Response.Cookies.Append(CookieName(context.Request), sessions.Begin(), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/",
            MaxAge = Sessions.Life,
        });
        Announcement.PrintNextLink(context.RequestServices.GetRequiredService<DashboardOptions>(), sessions);
        context.Response.Redirect("/");
    }

    private static Task SignOutAsync(HttpContext context)
    {
        if (context.Request.Cookies[CookieName(context.Request)] is { } session)
        {
            context.RequestServices.GetRequiredService<Sessions>().End(session);
        }

        context.Response.Cookies.Delete(CookieName(context.Request), new CookieOptions { Secure = context.Request.IsHttps, Path = "/" });
        context.Response.Redirect(Path);
        return Task.CompletedTask;
    }
}
