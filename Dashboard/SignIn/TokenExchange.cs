using Microsoft.AspNetCore.Mvc;

namespace Belfry.Dashboard.SignIn;

internal sealed record TokenRequest(string Token);

internal sealed record TokenAnswer(string? ApiKey);

/// <summary>
/// <c>POST /api/telemetry/validateToken</c>: a script hands in the one-time sign-in token and gets the API key, as Aspire's command line does.
/// The token is used up by it, as by a browser, and the console shows the next one.
/// </summary>
internal static class TokenExchange
{
    public const string Path = "/api/telemetry/validateToken";

    /// <summary>Nobody has signed in yet: no more is read of them.</summary>
    private const int MaxBodyBytes = 4 * 1024;

    public static void MapTokenExchange(this IEndpointRouteBuilder app) => app.MapPost(Path, ExchangeAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));

    private static async Task<IResult> ExchangeAsync(TokenRequest request, HttpContext context, DashboardOptions options, Sessions sessions, SignInLimiter limiter)
    {
        var isRight = await limiter.TryAsync(context, () => sessions.TryUseToken(request.Token));
        if (isRight is not true)
        {
            return isRight is null
                ? Problems.Create(429, "Too many attempts", "Wait a minute.")
                : Problems.Create(401, "Token wrong or used", "Each token works once; the newest is in the dashboard's console.");
        }

        Announcement.PrintNextLink(options, sessions);
        return TypedResults.Ok(new TokenAnswer(options.ApiKeys?.Primary));
    }
}
