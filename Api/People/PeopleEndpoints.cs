using Belfry.Api.Auditing;
using Belfry.Api.Data;
using Belfry.Api.Paging;
using Belfry.Api.Problems;
using Belfry.Api.SignIn;
using Belfry.Api.Validation;
using Belfry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Api.People;

/// <summary>Who has an account; for owners. What they do is written to the audit log.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/api/people").WithTags("People").RequireAuthorization(Access.People);
        people.MapGet("", GetPeople).WithName(nameof(GetPeople));
        people.MapPost("", InvitePerson).WithName(nameof(InvitePerson)).ProducesProblem(StatusCodes.Status409Conflict);
        people.MapPut("/{id:guid}", UpdatePerson).WithName(nameof(UpdatePerson)).ProducesProblem(StatusCodes.Status409Conflict);
        people.MapPost("/{id:guid}/invitation", InviteAgain).WithName(nameof(InviteAgain));
        routes.MapPost("/api/invitations/accept", AcceptInvitation).WithName(nameof(AcceptInvitation)).WithTags("Session")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    /// <summary>Returns a page of the people with an account.</summary>
    internal static async Task<Results<Ok<Page<Person>>, ValidationProblem>> GetPeople(
        [AsParameters] PageRequest page, Database database, CancellationToken cancellation)
    {
        if (Faults.Of(page) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var rows = await database.ReadAsync(session => PersonQueries.Page(session, page.After.Second, page.Size + 1), cancellation);
        return TypedResults.Ok(Page.Of(rows, page.Size, row => new PageCursor(0, row.Seq), row => row.Person));
    }

    /// <summary>Makes an account without a password, and the token by which its person sets one within 7 days.</summary>
    internal static async Task<Results<Ok<Invitation>, ValidationProblem, ProblemHttpResult>> InvitePerson(
        PersonInput input, Caller caller, Database database, TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var invitation = await database.WriteAsync(
            session =>
            {
                var made = PersonQueries.Invite(session, input, time);
                AuditLog.Write(session, caller, "invite", input.Account, made is null ? "the account exists" : "done", time);
                return made;
            },
            cancellation);
        return invitation is null
            ? TypedResults.Problem("There is an account of this name.", statusCode: StatusCodes.Status409Conflict)
            : TypedResults.Ok(invitation);
    }

    /// <summary>Changes a person's name or role, or keeps the person out. An owner who can sign in must be left.</summary>
    internal static async Task<Results<Ok<Person>, ValidationProblem, NotFoundProblem, ProblemHttpResult>> UpdatePerson(
        Guid id, PersonChange change, Caller caller, Database database, Credentials credentials, TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(change) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        try
        {
            var person = await database.WriteAsync(
                session =>
                {
                    var changed = PersonQueries.Update(session, id.ToColumn(), change);
                    AuditLog.Write(
                        session, caller, "change person", changed?.Account ?? id.ToColumn(), $"{change.Role}{(change.Disabled ? ", disabled" : "")}", time);
                    return PersonQueries.HasOwner(session) ? changed : throw new NoOwnerException();
                },
                cancellation);
            if (person is null)
            {
                return NotFoundProblem.Of("person", id);
            }

            credentials.Forget(id.ToColumn());
            return TypedResults.Ok(person);
        }
        catch (NoOwnerException)
        {
            return TypedResults.Problem("This is the last owner. Make somebody else an owner first.", statusCode: StatusCodes.Status409Conflict);
        }
    }

    /// <summary>Makes a new invitation for a person: for one who lost the first, or forgot the password.</summary>
    internal static async Task<Results<Ok<Invitation>, NotFoundProblem>> InviteAgain(
        Guid id, Caller caller, Database database, TimeProvider time, CancellationToken cancellation)
    {
        var invitation = await database.WriteAsync(
            session =>
            {
                var made = PersonQueries.Invite(session, id.ToColumn(), time);
                AuditLog.Write(session, caller, "invite again", made?.Person.Account ?? id.ToColumn(), made is null ? "no such person" : "done", time);
                return made;
            },
            cancellation);
        return invitation is null ? NotFoundProblem.Of("person", id) : TypedResults.Ok(invitation);
    }

    /// <summary>Sets the password of the person invited, ends the person's other sessions, and signs in.</summary>
    internal static async Task<Results<Ok<SessionState>, ValidationProblem, ProblemHttpResult>> AcceptInvitation(
        InvitationAnswer input, HttpContext context, Database database, Passwords passwords, SignInThrottle throttle, Credentials credentials,
        TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        if (throttle.Begin(null, context.Address()) is { Ticks: > 0 } wait)
        {
            return SignInEndpoints.TooMany(context, wait);
        }

        if (await database.ReadAsync(session => PersonQueries.FindInvited(session, input.Token, time), cancellation) is not { } person)
        {
            return Gone();
        }

        throttle.Succeeded(null, context.Address());
        var hash = await passwords.HashAsync(input.Password, cancellation);
        var state = await SignInEndpoints.BeginAsync(
            context,
            database,
            person,
            session =>
            {
                var first = PersonQueries.DeleteInvitation(session, input.Token);
                if (first)
                {
                    SignInQueries.SetPassword(session, person, hash);
                }

                return first;
            },
            time,
            cancellation);
        if (state is null)
        {
            return Gone();
        }

        credentials.Forget(person);
        return TypedResults.Ok(state);
    }

    private static ProblemHttpResult Gone() => TypedResults.Problem(
        "The invitation has been used, was replaced or has expired. Ask for another one.", statusCode: StatusCodes.Status403Forbidden);

    /// <summary>Undoes a change that nobody could undo afterwards.</summary>
    private sealed class NoOwnerException : Exception;
}
