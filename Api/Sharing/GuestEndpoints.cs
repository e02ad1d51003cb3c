using Belfry.Api.Live;
using Belfry.Api.Paging;
using Belfry.Api.Problems;
using Belfry.Api.SignIn;
using Belfry.Api.Validation;
using Belfry.Storage;
using Belfry.Storage.Sqlite;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Sharing;

/// <summary>
/// What a guest does with a share link, whose token comes in a header: addresses end up in logs and histories. The list's owner, when signed
/// in, sees no claims here either and makes none, for a refusal would tell.
/// </summary>
internal static class GuestEndpoints
{
    public const string TokenHeader = "X-Share-Token";

    public static void MapGuests(this IEndpointRouteBuilder routes)
    {
        var guests = routes.MapGroup("/api/shared").WithTags("Guests");
        guests.MapGet("", GetSharedList).WithName(nameof(GetSharedList));
        guests.MapGet("/items", GetSharedItems).WithName(nameof(GetSharedItems));
        guests.MapPost("/items/{itemId:guid}/claims", ClaimItem).WithName(nameof(ClaimItem))
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);
        guests.MapPost("/unclaim", UnclaimItem).WithName(nameof(UnclaimItem));
    }

    /// <summary>Returns the list that a share link opens.</summary>
    internal static async Task<Results<Ok<SharedList>, NotFoundProblem>> GetSharedList(
        [FromHeader(Name = TokenHeader)] string? token, HttpContext context, Database database, TimeProvider time, CancellationToken cancellation) =>
        await database.ReadAsync(session => Open(session, token, time), cancellation) is { } list
            ? TypedResults.Ok(new SharedList(list.Name, list.Description, list.Owner, list.RevealAt, IsOwn(context, list)))
            : NotFoundProblem.Share;

    /// <summary>Returns a page of the items of the list that a share link opens, with what is claimed of them.</summary>
    internal static async Task<Results<Ok<Page<SharedItem>>, ValidationProblem, NotFoundProblem>> GetSharedItems(
        [FromHeader(Name = TokenHeader)] string? token, [AsParameters] PageRequest page, HttpContext context, Database database, TimeProvider time,
        CancellationToken cancellation)
    {
        if (Faults.Of(page) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var rows = await database.ReadAsync(
            session => Open(session, token, time) is { } list ? ClaimQueries.Page(session, list, IsOwn(context, list), page.After, page.Size + 1) : null, cancellation);
        return rows is null ? NotFoundProblem.Share : TypedResults.Ok(Page.Of(rows, page.Size, row => row.Cursor, row => row.Item));
    }

    /// <summary>Claims an item, or some of it.</summary>
    internal static async Task<Results<NoContent, ValidationProblem, NotFoundProblem, ProblemHttpResult>> ClaimItem(
        [FromHeader(Name = TokenHeader)] string? token, Guid itemId, ClaimInput input, HttpContext context, Database database, Events events, TimeProvider time,
        CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var (list, outcome) = await database.WriteAsync(
            session =>
            {
                var open = Open(session, token, time);
                return (open, open is null || IsOwn(context, open) ? ClaimQueries.Outcome.NoItem : ClaimQueries.Insert(session, open, itemId, input, time));
            },
            cancellation);
        if (list is null)
        {
            return NotFoundProblem.Share;
        }

        if (IsOwn(context, list))
        {
            return TypedResults.Problem("This is your own list.", statusCode: StatusCodes.Status403Forbidden);
        }

        switch (outcome)
        {
            case ClaimQueries.Outcome.Done:
                events.Publish(EventKind.Claim, list.Id, itemId, Audience.GuestsOf(list.Id));
                return TypedResults.NoContent();
            case ClaimQueries.Outcome.NotEnoughLeft:
                return TypedResults.Problem("Others claimed it meanwhile: not that many are left.", statusCode: StatusCodes.Status409Conflict);
            default:
                return NotFoundProblem.Of("item", itemId);
        }
    }

    /// <summary>Takes a claim back. Only who has its key can.</summary>
    internal static async Task<Results<NoContent, ValidationProblem, NotFoundProblem>> UnclaimItem(
        [FromHeader(Name = TokenHeader)] string? token, ClaimKey input, Database database, Events events, TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var (list, item) = await database.WriteAsync(
            session => Open(session, token, time) is { } open ? (open, ClaimQueries.Delete(session, open, input.Key!.Value)) : (null, null), cancellation);
        if (list is null || item is null)
        {
            return list is null ? NotFoundProblem.Share : NotFoundProblem.Of("claim", input.Key!.Value);
        }

        events.Publish(EventKind.Claim, list.Id, item, Audience.GuestsOf(list.Id));
        return TypedResults.NoContent();
    }

    internal static ShareQueries.SharedListRow? Open(SqliteSession session, string? token, TimeProvider time) =>
        token is { Length: > 0 and <= SecretHash.MaxLength } ? ShareQueries.Open(session, token, time) : null;

    internal static bool IsOwn(HttpContext context, ShareQueries.SharedListRow list) => context.User is Caller caller && caller.Key == list.OwnerKey;
}
