namespace Belfry.Api.SignIn;

/// <summary>
/// Antiforgery: a page of another site could have the browser send the session cookie. What changes something must come from a page of this
/// very origin, as browsers mark it (<c>Sec-Fetch-Site</c>, or <c>Origin</c> where that is missing, over plain HTTP).
/// An unmarked request is no browser's: it may carry a token, but not a cookie.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => IsRead(context.Request.Method) || IsOwn(context)
        ? next(context)
        : TypedResults.Problem("Only a page of this site may change something here.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    internal static bool IsOwn(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
        {
            return site is "same-origin" or "none";
        }

        return headers.Origin.ToString() is { Length: > 0 } origin
            ? Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority.Equals(context.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
            : context.User is not Caller caller || !caller.May(Scopes.Session);
    }
}
