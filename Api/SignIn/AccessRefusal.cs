using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Belfry.Api.SignIn;

/// <summary>Answers a request that its endpoint's policy does not let pass: 401 to somebody unknown, 403 to somebody without the right.</summary>
internal sealed class AccessRefusal : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        if (authorizeResult.Forbidden)
        {
            return AnswerAsync(context, StatusCodes.Status403Forbidden, "Your role, or the scope of your API token, does not allow this.");
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return AnswerAsync(context, StatusCodes.Status401Unauthorized, "Sign in first, or send an API token that has neither expired nor been revoked.");
    }

    private static Task AnswerAsync(HttpContext context, int status, string detail) => TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
