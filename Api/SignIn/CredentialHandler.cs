using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Belfry.Api.SignIn;

/// <summary>Signs a request in by the API token in <c>Authorization: Bearer</c>, or else by the session cookie.</summary>
internal sealed class CredentialHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Credentials credentials)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Belfry";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var caller = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? await credentials.FindTokenAsync(header.AsMemory(Bearer.Length))
            : SessionCookie.Read(Request) is { } cookie ? await credentials.FindSessionAsync(cookie) : null;
        return caller is null ? AuthenticateResult.NoResult() : AuthenticateResult.Success(new AuthenticationTicket(caller, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return AnswerAsync(StatusCodes.Status401Unauthorized, "Sign in first, or send an API token that has neither expired nor been revoked.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        AnswerAsync(StatusCodes.Status403Forbidden, "Your role, or the scope of your API token, does not allow this.");

    private Task AnswerAsync(int status, string detail) => TypedResults.Problem(detail, statusCode: status).ExecuteAsync(Context);
}
