using Microsoft.AspNetCore.Http.HttpResults;

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

    public static void MapTokenExchange(this IEndpointRouteBuilder app) => app.MapPost(Path, Exchange);

    private static Results<Ok<TokenAnswer>, ProblemHttpResult> Exchange(TokenRequest request, DashboardOptions options, Sessions sessions)
    {
        if (!sessions.TryUseToken(request.Token))
        {
            return Problems.Create(401, "Token wrong or used", "Each token works once; the newest is in the dashboard's console.");
        }

        Announcement.PrintLoginUrl(options, sessions, "To sign in another browser, open");
        return TypedResults.Ok(new TokenAnswer(options.ApiKeys?.Primary));
    }
}
