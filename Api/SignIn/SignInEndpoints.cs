using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Belfry.Api.Live;
using Belfry.Api.People;
using Belfry.Api.Validation;
using Belfry.Storage;
using Belfry.Storage.Sqlite;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Api.SignIn;

/// <summary>Signing in and out, and becoming the first owner: what anybody may ask.</summary>
internal static class SignInEndpoints
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    private const int MaxDeviceLength = 200;

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/api/session").WithTags("Session");
        session.MapGet("", GetSession).WithName(nameof(GetSession));
        session.MapPost("", SignIn).WithName(nameof(SignIn))
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        session.MapDelete("", SignOut).WithName(nameof(SignOut));
        routes.MapPost("/api/setup", SetUpOwner).WithName(nameof(SetUpOwner)).WithTags("Session")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    /// <summary>Tells who is signed in, and whether this server has an owner yet.</summary>
    internal static async Task<Ok<SessionState>> GetSession(HttpContext context, Database database, OwnerSetUp setUp, Events events, CancellationToken cancellation)
    {
        if (context.User is not Caller caller)
        {
            return TypedResults.Ok(new SessionState(null, setUp.State, null));
        }

        var place = events.PlaceOf(caller);
        return TypedResults.Ok(new SessionState(await database.ReadAsync(session => PersonQueries.Find(session, caller.Key), cancellation), setUp.State, place));
    }

    /// <summary>Signs a browser in: the answer sets a cookie. After some failures for an account or from an address one has to wait.</summary>
    internal static async Task<Results<Ok<SessionState>, ValidationProblem, ProblemHttpResult>> SignIn(
        SignInInput input, HttpContext context, Database database, Passwords passwords, SignInThrottle throttle, TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var address = context.Address();
        if (throttle.Begin(input.Account, address) is { Ticks: > 0 } wait)
        {
            return TooMany(context, wait);
        }

        var known = await database.ReadAsync(session => SignInQueries.Find(session, input.Account), cancellation);
        if (!await passwords.IsRightAsync(known?.Hash, input.Password, cancellation))
        {
            return Wrong();
        }

        throttle.Succeeded(input.Account, address);
        // Perhaps the password was changed, or the account disabled, while this one was being checked.
        var state = await BeginAsync(
            context, database, known!.Value.Person, session => SignInQueries.Find(session, input.Account) == known, time, cancellation);
        return state is null ? Wrong() : TypedResults.Ok(state);
    }

    /// <summary>Ends the session and clears its cookie. Nothing happens without one.</summary>
    internal static async Task<NoContent> SignOut(HttpContext context, Database database, Credentials credentials, CancellationToken cancellation)
    {
        if (context.User is Caller caller && caller.May(Scopes.Session))
        {
            await database.WriteAsync(session => SessionQueries.Delete(session, caller, caller.Credential), cancellation);
            credentials.Forget(caller.Key);
        }

        SessionCookie.Clear(context);
        return TypedResults.NoContent();
    }

    /// <summary>Makes the first owner and signs it in. Works once: afterwards there are invitations.</summary>
    internal static async Task<Results<Ok<SessionState>, ValidationProblem, ProblemHttpResult>> SetUpOwner(
        SetUpInput input, HttpContext context, Database database, OwnerSetUp setUp, Passwords passwords, SignInThrottle throttle, TimeProvider time,
        CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        if (setUp.State == SetUp.Done)
        {
            return TypedResults.Problem("This server has an owner already. Ask for an invitation.", statusCode: StatusCodes.Status409Conflict);
        }

        var address = context.Address();
        if (throttle.Begin(null, address) is { Ticks: > 0 } wait)
        {
            return TooMany(context, wait);
        }

        if (!setUp.Accepts(input.Token))
        {
            return TypedResults.Problem("The set-up token is wrong. The server printed it to its log when it started.", statusCode: StatusCodes.Status403Forbidden);
        }

        throttle.Succeeded(null, address);
        var hash = await passwords.HashAsync(input.Password, cancellation);
        if (await database.WriteAsync(session => setUp.Insert(session, input.Account, input.Name, hash), cancellation) is not { } person)
        {
            return TypedResults.Problem("This server has an owner already. Ask for an invitation.", statusCode: StatusCodes.Status409Conflict);
        }

        setUp.Finish();
        return TypedResults.Ok(await BeginAsync(context, database, person, _ => true, time, cancellation));
    }

    /// <summary>Begins a session for a person, in one commit with what leads to it, and sets its cookie.</summary>
    /// <returns>Null when what leads to it said false.</returns>
    internal static async Task<SessionState?> BeginAsync(
        HttpContext context, Database database, string person, Func<SqliteSession, bool> before, TimeProvider time, CancellationToken cancellation)
    {
        var secret = Secret.Create();
        var expires = time.GetUtcNow() + Lifetime;
        var agent = context.Request.Headers.UserAgent.ToString();
        var device = new string([.. agent.Where(character => !char.IsControl(character)).Take(MaxDeviceLength)]);
        var begun = await database.WriteAsync(
            session =>
            {
                if (!before(session))
                {
                    return null;
                }

                SessionQueries.Insert(session, person, secret, device, expires.ToUnixTimeMilliseconds(), time);
                return PersonQueries.Find(session, person);
            },
            cancellation);
        if (begun is null)
        {
            return null;
        }

        SessionCookie.Write(context, secret, expires);
        return new SessionState(begun, SetUp.Done, context.RequestServices.GetRequiredService<Events>().PlaceOf(person, begun.Role));
    }

    /// <summary>Where a request comes from, as far as known proxies tell; of IPv6 the network of 64 bits, all of which one home has.</summary>
    internal static string Address(this HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is null or { AddressFamily: not AddressFamily.InterNetworkV6 } or { IsIPv4MappedToIPv6: true })
        {
            return address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4().ToString() : address?.ToString() ?? "";
        }

        var network = address.GetAddressBytes();
        network.AsSpan(network.Length / 2).Clear();
        return $"{new IPAddress(network)}/64";
    }

    /// <summary>The same for an account that does not exist, is disabled or was never used.</summary>
    private static ProblemHttpResult Wrong() =>
        TypedResults.Problem("The account or the password is wrong.", statusCode: StatusCodes.Status401Unauthorized);

    internal static ProblemHttpResult TooMany(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem("Too many attempts failed. Wait before the next one.", statusCode: StatusCodes.Status429TooManyRequests);
    }
}
