using Belfry.Api.Editing;
using Belfry.Api.Json;
using Belfry.Api.Live;
using Belfry.Api.Paging;
using Belfry.Api.Problems;
using Belfry.Api.Retention;
using Belfry.Api.SignIn;
using Belfry.Api.Validation;
using Belfry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Belfry.Api.Lists;

/// <summary>One's own lists of wishes. A handler's name is its operation's, in the OpenAPI document and in traces.</summary>
internal static class ListsEndpoints
{
    public static void MapLists(this IEndpointRouteBuilder routes)
    {
        var reading = routes.MapGroup("/api/lists").WithTags("Lists").RequireAuthorization(Access.Read);
        reading.MapGet("", GetLists).WithName(nameof(GetLists));
        reading.MapGet("/{id:guid}", GetList).WithName(nameof(GetList));

        var writing = routes.MapGroup("/api/lists").WithTags("Lists").RequireAuthorization(Access.Write);
        writing.MapPost("", CreateList).WithName(nameof(CreateList)).ProducesProblem(StatusCodes.Status409Conflict);
        writing.MapPut("/{id:guid}", UpdateList).WithName(nameof(UpdateList));
        writing.MapPut("/{id:guid}/position", MoveList).WithName(nameof(MoveList));
        writing.MapDelete("/{id:guid}", DeleteList).WithName(nameof(DeleteList));
        writing.MapPost("/{id:guid}/restore", RestoreList).WithName(nameof(RestoreList));
    }

    /// <summary>Returns a page of one's lists in their order.</summary>
    internal static async Task<Results<Ok<Page<WishList>>, ValidationProblem>> GetLists(
        [AsParameters] PageRequest page, [AsParameters] ListFilter filter, Caller caller, Database database, CancellationToken cancellation)
    {
        if (Faults.Of(page, filter) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var rows = await database.ReadAsync(
            session => ListQueries.Page(session, caller, filter.Shelf, page.After, page.Size + 1), cancellation);
        return TypedResults.Ok(Page.Of(rows, page.Size, row => row.Cursor, row => row.List));
    }

    /// <summary>Creates a list.</summary>
    /// <param name="key">A UUID for this list. Repeated with the same one, the request answers with the list that the first created, whatever the body.</param>
    internal static async Task<Results<CreatedJson<WishList>, ValidationProblem, ProblemHttpResult>> CreateList(
        [FromHeader(Name = "Idempotency-Key")] Guid? key, WishListInput input, Caller caller, HttpContext context, Database database, Events events,
        TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        if (await database.WriteAsync(session => ListQueries.Insert(session, caller, key, input, time), cancellation) is not { } list)
        {
            return TypedResults.Problem($"You have {ListQueries.MaxLists} lists, those in the bin included.", statusCode: StatusCodes.Status409Conflict);
        }

        events.ListChanged(caller.Key, list.Id);
        context.WriteETag(list.Version);
        return new CreatedJson<WishList>($"/api/lists/{list.Id}", list, ApiJson.Default.WishList);
    }

    /// <summary>Returns one list.</summary>
    internal static async Task<Results<Ok<WishList>, NotFoundProblem>> GetList(
        Guid id, Caller caller, HttpContext context, Database database, CancellationToken cancellation) =>
        Answer(context, id, await database.ReadAsync(session => ListQueries.Find(session, caller, id), cancellation));

    /// <summary>Replaces what is said about a list.</summary>
    /// <param name="match">The ETag of the list that was edited, or * to overwrite whatever is there.</param>
    internal static async Task<Results<Ok<WishList>, ValidationProblem, NotFoundProblem, PreconditionProblem>> UpdateList(
        Guid id, [FromHeader(Name = "If-Match")] string? match, WishListInput input, Caller caller, HttpContext context, Database database, Events events,
        TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        if (EntityVersion.Read(match) is not { } version)
        {
            return PreconditionProblem.Missing;
        }

        var edit = await database.WriteAsync(session => ListQueries.Update(session, caller, id, version, input, time), cancellation);
        if (edit.IsStale)
        {
            return PreconditionProblem.Stale;
        }

        if (edit.Refusal is { } refusal)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["revealAt"] = [refusal] });
        }

        if (edit.Row is null)
        {
            return NotFoundProblem.List(id);
        }

        events.ListChanged(caller.Key, id);
        return Ok(context, edit.Row);
    }

    /// <summary>Moves a list before another one, or to the end.</summary>
    internal static async Task<Results<Ok<WishList>, NotFoundProblem>> MoveList(
        Guid id, MoveInput input, Caller caller, HttpContext context, Database database, Events events, TimeProvider time, CancellationToken cancellation) =>
        Changed(context, events, caller, id, await database.WriteAsync(session => ListQueries.Move(session, caller, id, input.Before, time), cancellation));

    /// <summary>Puts a list with all its items into the bin.</summary>
    internal static async Task<Results<NoContent, NotFoundProblem>> DeleteList(
        Guid id, Caller caller, Database database, Events events, TimeProvider time, CancellationToken cancellation)
    {
        if (!await database.WriteAsync(session => ListQueries.Delete(session, caller, id, time), cancellation))
        {
            return NotFoundProblem.List(id);
        }

        events.ListChanged(caller.Key, id);
        return TypedResults.NoContent();
    }

    /// <summary>Takes a list out of the bin, as it was.</summary>
    internal static async Task<Results<Ok<WishList>, NotFoundProblem>> RestoreList(
        Guid id, Caller caller, HttpContext context, Database database, Events events, IOptions<RetentionOptions> retention, TimeProvider time,
        CancellationToken cancellation) => Changed(
            context, events, caller, id,
            await database.WriteAsync(session => ListQueries.Restore(session, caller, id, retention.Value.Start(time)), cancellation));

    private static Results<Ok<WishList>, NotFoundProblem> Changed(HttpContext context, Events events, Caller caller, Guid id, WishList? list)
    {
        if (list is not null)
        {
            events.ListChanged(caller.Key, id);
        }

        return Answer(context, id, list);
    }

    private static Results<Ok<WishList>, NotFoundProblem> Answer(HttpContext context, Guid id, WishList? list) =>
        list is null ? NotFoundProblem.List(id) : Ok(context, list);

    private static Ok<WishList> Ok(HttpContext context, WishList list)
    {
        context.WriteETag(list.Version);
        return TypedResults.Ok(list);
    }
}
