namespace Belfry.Api.SignIn;

/// <summary>Says who makes a request, by the API token in <c>Authorization: Bearer</c>, or else by the session cookie.</summary>
internal sealed class CallerFinder(RequestDelegate next, Credentials credentials)
{
    private const string Bearer = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        if (await FindAsync(context.Request) is { } caller)
        {
            context.User = caller;
        }

        await next(context);
    }

    private ValueTask<Caller?> FindAsync(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return credentials.FindTokenAsync(header.AsMemory(Bearer.Length));
        }

        return SessionCookie.Read(request) is { } cookie ? credentials.FindSessionAsync(cookie) : default;
    }
}
