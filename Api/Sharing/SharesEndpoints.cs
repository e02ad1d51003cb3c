using Belfry.Api.Lists;
using Belfry.Api.Live;
using Belfry.Api.Paging;
using Belfry.Api.Problems;
using Belfry.Api.SignIn;
using Belfry.Api.Validation;
using Belfry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Sharing;

/// <summary>Share links of one's lists, and what was claimed, once that is revealed.</summary>
internal static class SharesEndpoints
{
    public static void MapShares(this IEndpointRouteBuilder routes)
    {
        var reading = routes.MapGroup("/api/lists/{listId:guid}").WithTags("Sharing").RequireAuthorization(Access.Read);
        reading.MapGet("/shares", GetShares).WithName(nameof(GetShares));
        reading.MapGet("/claims", GetClaims).WithName(nameof(GetClaims)).ProducesProblem(StatusCodes.Status409Conflict);
        var writing = routes.MapGroup("/api/lists/{listId:guid}/shares").WithTags("Sharing").RequireAuthorization(Access.Write);
        writing.MapPost("", CreateShare).WithName(nameof(CreateShare)).ProducesProblem(StatusCodes.Status409Conflict);
        writing.MapDelete("/{id:guid}", RevokeShare).WithName(nameof(RevokeShare));
    }

    /// <summary>Returns a page of a list's share links.</summary>
    internal static async Task<Results<Ok<Page<Share>>, ValidationProblem, NotFoundProblem>> GetShares(
        Guid listId, [AsParameters] PageRequest page, Caller caller, Database database, CancellationToken cancellation)
    {
        if (Faults.Of(page) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var rows = await database.ReadAsync(session => ShareQueries.Page(session, caller, listId, page.After.Second, page.Size + 1), cancellation);
        return rows is null ? NotFoundProblem.List(listId) : TypedResults.Ok(Page.Of(rows, page.Size, row => new PageCursor(0, row.Seq), row => row.Share));
    }

    /// <summary>Makes a share link. From then on the list's reveal can only become later.</summary>
    /// <param name="key">A UUID for this link. Repeated with the same one, the request answers with the link that the first made, whatever the body.</param>
    internal static async Task<Results<Ok<Share>, ValidationProblem, NotFoundProblem, ProblemHttpResult>> CreateShare(
        Guid listId, [FromHeader(Name = "Idempotency-Key")] Guid? key, ShareInput input, Caller caller, Database database, Events events,
        TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var (hasList, share) = await database.WriteAsync(session => ShareQueries.Insert(session, caller, listId, key, input, time), cancellation);
        if (!hasList)
        {
            return NotFoundProblem.List(listId);
        }

        if (share is null)
        {
            return TypedResults.Problem($"The list has {ShareQueries.MaxShares} links. Revoke one first.", statusCode: StatusCodes.Status409Conflict);
        }

        TellOwner(events, caller, listId);
        return TypedResults.Ok(share);
    }

    /// <summary>Revokes a share link, at once. What was claimed by it stays claimed.</summary>
    internal static async Task<Results<NoContent, NotFoundProblem>> RevokeShare(
        Guid listId, Guid id, Caller caller, Database database, Events events, CancellationToken cancellation)
    {
        if (!await database.WriteAsync(session => ShareQueries.Delete(session, caller, listId, id), cancellation))
        {
            return NotFoundProblem.Of("share link", id);
        }

        events.Reconnect(Audience.GuestsOf(listId));
        TellOwner(events, caller, listId);
        return TypedResults.NoContent();
    }

    /// <summary>Returns a page of who claimed what, once the list's reveal has come. Before, the answer is the same whether anything is claimed or not.</summary>
    internal static async Task<Results<Ok<Page<Claim>>, ValidationProblem, NotFoundProblem, ProblemHttpResult>> GetClaims(
        Guid listId, [AsParameters] PageRequest page, Caller caller, Database database, TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(page) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var (list, rows) = await database.ReadAsync(
            session =>
            {
                var found = ListQueries.Find(session, caller, listId);
                var revealed = found?.RevealAt <= time.GetUtcNow().UtcDateTime;
                return (found, revealed ? ClaimQueries.PageOfList(session, ListQueries.FindSeq(session, caller, listId), page.After.Second, page.Size + 1) : null);
            },
            cancellation);
        if (list is null)
        {
            return NotFoundProblem.List(listId);
        }

        return rows is null
            ? TypedResults.Problem(
                list.RevealAt is { } moment ? $"Who claimed what is shown from {moment:u} on." : "The list has no date from which on claims are shown.",
                statusCode: StatusCodes.Status409Conflict)
            : TypedResults.Ok(Page.Of(rows, page.Size, row => new PageCursor(0, row.Seq), row => row.Claim));
    }

    /// <summary>Guests are not told: who else has a link is no matter of theirs.</summary>
    private static void TellOwner(Events events, Caller caller, Guid listId) => events.Publish(EventKind.List, listId, null, Audience.Person(caller.Key));
}
