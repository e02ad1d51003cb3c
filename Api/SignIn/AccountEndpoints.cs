using Belfry.Api.Paging;
using Belfry.Api.Problems;
using Belfry.Api.Validation;
using Belfry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Api.SignIn;

/// <summary>One's own password, sessions and API tokens.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/api/account").WithTags("Account").RequireAuthorization(Access.Account);
        account.MapPut("/password", ChangePassword).WithName(nameof(ChangePassword)).ProducesProblem(StatusCodes.Status429TooManyRequests);
        account.MapGet("/sessions", GetSessions).WithName(nameof(GetSessions));
        account.MapDelete("/sessions/{id:guid}", EndSession).WithName(nameof(EndSession));
        account.MapGet("/tokens", GetTokens).WithName(nameof(GetTokens));
        account.MapPost("/tokens", CreateToken).WithName(nameof(CreateToken)).ProducesProblem(StatusCodes.Status409Conflict);
        account.MapDelete("/tokens/{id:guid}", RevokeToken).WithName(nameof(RevokeToken));
    }

    /// <summary>Changes one's password. Every session ends, and this browser gets a new one; API tokens stay.</summary>
    internal static async Task<Results<Ok<SessionState>, ValidationProblem, ProblemHttpResult>> ChangePassword(
        PasswordInput input, Caller caller, HttpContext context, Database database, Passwords passwords, SignInThrottle throttle, Credentials credentials,
        TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        // Its own, longer than any account's name: guesses here keep nobody from signing in, nor the other way round.
        var attempts = $"the password of {caller.Key}";
        var address = context.Address();
        if (throttle.Begin(attempts, address) is { Ticks: > 0 } wait)
        {
            return SignInEndpoints.TooMany(context, wait);
        }

        var known = await database.ReadAsync(session => SignInQueries.Find(session, caller.Account), cancellation);
        if (!await passwords.IsRightAsync(known?.Hash, input.Old, cancellation))
        {
            return TypedResults.Problem("The old password is wrong.", statusCode: StatusCodes.Status403Forbidden);
        }

        throttle.Succeeded(attempts, address);
        var hash = await passwords.HashAsync(input.New, cancellation);
        var state = await SignInEndpoints.BeginAsync(
            context,
            database,
            caller.Key,
            session =>
            {
                SignInQueries.SetPassword(session, caller.Key, hash);
                return true;
            },
            time,
            cancellation);
        credentials.Forget(caller.Key);
        return TypedResults.Ok(state);
    }

    /// <summary>Returns a page of the browsers in which one is signed in.</summary>
    internal static async Task<Results<Ok<Page<Session>>, ValidationProblem>> GetSessions(
        [AsParameters] PageRequest page, Caller caller, Database database, CancellationToken cancellation)
    {
        if (Faults.Of(page) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var rows = await database.ReadAsync(session => SessionQueries.Page(session, caller, page.After.Second, page.Size + 1), cancellation);
        return TypedResults.Ok(Page.Of(rows, page.Size, row => new PageCursor(0, row.Seq), row => row.Session));
    }

    /// <summary>Signs one's other browser out, at once.</summary>
    internal static async Task<Results<NoContent, NotFoundProblem>> EndSession(
        Guid id, Caller caller, Database database, Credentials credentials, CancellationToken cancellation)
    {
        var ended = await database.WriteAsync(session => SessionQueries.Delete(session, caller, id), cancellation);
        if (!ended)
        {
            return NotFoundProblem.Of("session", id);
        }

        credentials.Forget(caller.Key);
        return TypedResults.NoContent();
    }

    /// <summary>Returns a page of one's API tokens, without their secrets.</summary>
    internal static async Task<Results<Ok<Page<Token>>, ValidationProblem>> GetTokens(
        [AsParameters] PageRequest page, Caller caller, Database database, CancellationToken cancellation)
    {
        if (Faults.Of(page) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var rows = await database.ReadAsync(session => TokenQueries.Page(session, caller, page.After.Second, page.Size + 1), cancellation);
        return TypedResults.Ok(Page.Of(rows, page.Size, row => new PageCursor(0, row.Seq), row => row.Token));
    }

    /// <summary>Makes an API token for a script. The answer is the only time that its secret is shown.</summary>
    internal static async Task<Results<Ok<NewToken>, ValidationProblem, ProblemHttpResult>> CreateToken(
        TokenInput input, Caller caller, Database database, TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        return await database.WriteAsync(session => TokenQueries.Insert(session, caller, input, time), cancellation) is { } token
            ? TypedResults.Ok(token)
            : TypedResults.Problem($"You have {TokenQueries.MaxTokens} tokens. Revoke one first.", statusCode: StatusCodes.Status409Conflict);
    }

    /// <summary>Revokes one of one's API tokens, at once.</summary>
    internal static async Task<Results<NoContent, NotFoundProblem>> RevokeToken(
        Guid id, Caller caller, Database database, Credentials credentials, CancellationToken cancellation)
    {
        var revoked = await database.WriteAsync(session => TokenQueries.Delete(session, caller, id), cancellation);
        if (!revoked)
        {
            return NotFoundProblem.Of("token", id);
        }

        credentials.Forget(caller.Key);
        return TypedResults.NoContent();
    }
}
