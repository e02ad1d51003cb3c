using Microsoft.Extensions.Primitives;

namespace Belfry.Dashboard.SignIn;

/// <summary><c>/login?t=&lt;token&gt;</c> turns the one-time token into a cookie; <c>/logout</c> ends the session.</summary>
internal static class SignInEndpoints
{
    public const string Path = "/login";

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (RequestDelegate)SignInAsync);
        app.MapPost(Path, (RequestDelegate)SignInByFormAsync);
        app.MapPost("/logout", (RequestDelegate)SignOutAsync);
    }

    /// <summary>Cookies do not tell ports apart, so the port is in the name: two dashboards on one machine stay signed in.</summary>
    public static string CookieName(HttpContext context) => $"belfry-dashboard-{context.Request.Host.Port ?? 80}";

    public static string LoginUrl(Uri url, string token) => $"{url.GetLeftPart(UriPartial.Authority)}{Path}?t={token}";

    private static async Task SignInAsync(HttpContext context)
    {
        var sessions = context.RequestServices.GetRequiredService<Sessions>();
        if (sessions.IsSignedIn(context.Request.Cookies[CookieName(context)]))
        {
            context.Response.Redirect("/");
            return;
        }

        await ExchangeAsync(context, sessions, context.Request.Query["t"]);
    }

    private static async Task SignInByFormAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await ExchangeAsync(context, context.RequestServices.GetRequiredService<Sessions>(), form["t"]);
    }

    private static Task ExchangeAsync(HttpContext context, Sessions sessions, StringValues token)
    {
        if (StringValues.IsNullOrEmpty(token))
        {
            return SignInPage.WriteAsync(context, 401, null);
        }

        // People paste the whole link as often as the token in it.
        var text = token.ToString().Trim();
        text = text[(text.LastIndexOf('=') + 1)..];
        if (!sessions.TryUseToken(text))
        {
            return SignInPage.WriteAsync(context, 401, "That token is wrong, or was used already. Each link signs one browser in; the newest is in the console.");
        }

        context.Response.Cookies.Append(CookieName(context), sessions.Begin(), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(7),
        });
        Announcement.PrintLoginUrl(context.RequestServices.GetRequiredService<DashboardOptions>(), sessions, "To sign in another browser, open");
        context.Response.Redirect("/");
        return Task.CompletedTask;
    }

    private static Task SignOutAsync(HttpContext context)
    {
        if (context.Request.Cookies[CookieName(context)] is { } session)
        {
            context.RequestServices.GetRequiredService<Sessions>().SignOut(session);
        }

        context.Response.Cookies.Delete(CookieName(context));
        context.Response.Redirect(Path);
        return Task.CompletedTask;
    }
}
