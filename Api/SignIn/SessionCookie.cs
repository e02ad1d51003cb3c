namespace Belfry.Api.SignIn;

/// <summary>The cookie that holds a browser's session: out of reach of scripts, sent to this site only, and over TLS only once there is TLS.</summary>
internal static class SessionCookie
{
    private const string Name = "belfry-session";

    public static string? Read(HttpRequest request) => request.Cookies[Name];

    public static void Write(HttpContext context, string secret, DateTimeOffset expires)
    {
        var options = Options(context);
        options.Expires = expires;
        context.Response.Cookies.Append(Name, secret, options);
    }

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    private static CookieOptions Options(HttpContext context) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", IsEssential = true };
}
