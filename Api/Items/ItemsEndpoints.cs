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

namespace Belfry.Api.Items;

/// <summary>The items of one's lists. A handler's name is its operation's, in the OpenAPI document and in traces.</summary>
internal static class ItemsEndpoints
{
    public static void AddItems(this IServiceCollection services)
    {
        services.AddSingleton<ItemPages>();
        services.AddHostedService<SearchIndex>();
    }

    public static void MapItems(this IEndpointRouteBuilder routes)
    {
        var reading = routes.MapGroup("/api/lists/{listId:guid}/items").WithTags("Items").RequireAuthorization(Access.Read);
        reading.MapGet("", GetItems).WithName(nameof(GetItems));
        reading.MapGet("/{itemId:guid}", GetItem).WithName(nameof(GetItem));
        routes.MapGet("/api/search", SearchItems).WithName(nameof(SearchItems)).WithTags("Items").RequireAuthorization(Access.Read);

        var writing = routes.MapGroup("/api/lists/{listId:guid}/items").WithTags("Items").RequireAuthorization(Access.Write);
        writing.MapPost("", CreateItem).WithName(nameof(CreateItem));
        writing.MapPost("/change", ChangeItems).WithName(nameof(ChangeItems));
        writing.MapPut("/{itemId:guid}", UpdateItem).WithName(nameof(UpdateItem));
        writing.MapPut("/{itemId:guid}/position", MoveItem).WithName(nameof(MoveItem));
        writing.MapDelete("/{itemId:guid}", DeleteItem).WithName(nameof(DeleteItem));
        writing.MapPost("/{itemId:guid}/restore", RestoreItem).WithName(nameof(RestoreItem));
    }

    /// <summary>Returns a page of a list's items in their order.</summary>
    internal static async Task<Results<JsonBytes<Page<Item>>, ValidationProblem, NotFoundProblem>> GetItems(
        Guid listId, [AsParameters] PageRequest page, [AsParameters] ItemFilter filter, Caller caller, Database database, ItemPages pages,
        CancellationToken cancellation)
    {
        if (Faults.Of(page) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var json = await database.ReadAsync(
            session => pages.Read(session, caller, listId, filter.Deleted == true, page.After, page.Size), cancellation);
        return json is null ? NotFoundProblem.List(listId) : new JsonBytes<Page<Item>>(json);
    }

    /// <summary>Returns a page of one's items that have all the words, newest first.</summary>
    internal static async Task<Results<Ok<Page<Item>>, ValidationProblem>> SearchItems(
        [AsParameters] SearchRequest search, [AsParameters] PageRequest page, Caller caller, Database database, CancellationToken cancellation)
    {
        if (Faults.Of(page, search) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        try
        {
            await SearchIndex.CatchUpAsync(database, cancellation);
        }
        catch (StorageException)
        {
            // A full disk or a held lock does not take searching away: what was added last is not found yet.
        }

        var rows = await database.ReadAsync(session => ItemQueries.Search(session, caller, search.Query!, page.After, page.Size + 1), cancellation);
        return TypedResults.Ok(Page.Of(rows, page.Size, row => row.Cursor, row => row.Item));
    }

    /// <summary>Adds an item to a list.</summary>
    /// <param name="key">A UUID for this item. Repeated with the same one, the request answers with the item that the first added, whatever the body.</param>
    internal static async Task<Results<CreatedJson<Item>, ValidationProblem, NotFoundProblem>> CreateItem(
        Guid listId, [FromHeader(Name = "Idempotency-Key")] Guid? key, ItemInput input, Caller caller, HttpContext context, Database database, Events events,
        TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        if (await database.WriteAsync(session => ItemQueries.Insert(session, caller, listId, key, input, time), cancellation) is not { } item)
        {
            return NotFoundProblem.List(listId);
        }

        events.ItemChanged(caller.Key, listId, item.Id);
        context.WriteETag(item.Version);
        return new CreatedJson<Item>($"/api/lists/{listId}/items/{item.Id}", item, ApiJson.Default.Item);
    }

    /// <summary>Returns one item.</summary>
    internal static async Task<Results<Ok<Item>, NotFoundProblem>> GetItem(
        Guid listId, Guid itemId, Caller caller, HttpContext context, Database database, CancellationToken cancellation) =>
        Answer(context, listId, itemId, await database.ReadAsync(session => ItemQueries.Find(session, caller, listId, itemId), cancellation));

    /// <summary>Replaces what is said about an item; its pictures stay.</summary>
    /// <param name="match">The ETag of the item that was edited, or * to overwrite whatever is there.</param>
    internal static async Task<Results<Ok<Item>, ValidationProblem, NotFoundProblem, PreconditionProblem>> UpdateItem(
        Guid listId, Guid itemId, [FromHeader(Name = "If-Match")] string? match, ItemInput input, Caller caller, HttpContext context, Database database,
        Events events, TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        if (EntityVersion.Read(match) is not { } version)
        {
            return PreconditionProblem.Missing;
        }

        var edit = await database.WriteAsync(session => ItemQueries.Update(session, caller, listId, itemId, version, input, time), cancellation);
        if (edit.IsStale)
        {
            return PreconditionProblem.Stale;
        }

        if (edit.Row is null)
        {
            return NotFoundProblem.Item(listId, itemId);
        }

        events.ItemChanged(caller.Key, listId, itemId);
        return Ok(context, edit.Row);
    }

    /// <summary>Moves an item before another one of its list, or to the end.</summary>
    internal static async Task<Results<Ok<Item>, NotFoundProblem>> MoveItem(
        Guid listId, Guid itemId, MoveInput input, Caller caller, HttpContext context, Database database, Events events, TimeProvider time,
        CancellationToken cancellation) => Changed(
            context, events, caller, listId, itemId,
            await database.WriteAsync(session => ItemQueries.Move(session, caller, listId, itemId, input.Before, time), cancellation));

    /// <summary>Changes many items at once, moves them to another list, or puts them into the bin: all of them, or none.</summary>
    internal static async Task<Results<NoContent, ValidationProblem, NotFoundProblem>> ChangeItems(
        Guid listId, ItemsChange change, Caller caller, Database database, Events events, TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(change) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        try
        {
            await database.WriteAsync(
                session => ItemQueries.Change(session, caller, listId, change, time) ? true : throw new MissingItemException(), cancellation);
            events.ItemChanged(caller.Key, listId, null);
            if (change.MoveTo is { } to)
            {
                events.ItemChanged(caller.Key, to, null);
            }

            return TypedResults.NoContent();
        }
        catch (MissingItemException)
        {
            return NotFoundProblem.SomeItem(listId);
        }
    }

    /// <summary>Puts an item into the bin.</summary>
    internal static async Task<Results<NoContent, NotFoundProblem>> DeleteItem(
        Guid listId, Guid itemId, Caller caller, Database database, Events events, TimeProvider time, CancellationToken cancellation)
    {
        if (!await database.WriteAsync(session => ItemQueries.Delete(session, caller, listId, itemId, time), cancellation))
        {
            return NotFoundProblem.Item(listId, itemId);
        }

        events.ItemChanged(caller.Key, listId, itemId);
        return TypedResults.NoContent();
    }

    /// <summary>Takes an item out of the bin, as it was.</summary>
    internal static async Task<Results<Ok<Item>, NotFoundProblem>> RestoreItem(
        Guid listId, Guid itemId, Caller caller, HttpContext context, Database database, Events events, IOptions<RetentionOptions> retention,
        TimeProvider time, CancellationToken cancellation) => Changed(
            context, events, caller, listId, itemId,
            await database.WriteAsync(session => ItemQueries.Restore(session, caller, listId, itemId, retention.Value.Start(time)), cancellation));

    private static Results<Ok<Item>, NotFoundProblem> Changed(HttpContext context, Events events, Caller caller, Guid listId, Guid itemId, Item? item)
    {
        if (item is not null)
        {
            events.ItemChanged(caller.Key, listId, itemId);
        }

        return Answer(context, listId, itemId, item);
    }

    private static Results<Ok<Item>, NotFoundProblem> Answer(HttpContext context, Guid listId, Guid itemId, Item? item) =>
        item is null ? NotFoundProblem.Item(listId, itemId) : Ok(context, item);

    private static Ok<Item> Ok(HttpContext context, Item item)
    {
        context.WriteETag(item.Version);
        return TypedResults.Ok(item);
    }

    /// <summary>Undoes what was changed before the missing one.</summary>
    private sealed class MissingItemException : Exception;
}
