using Belfry.Api.Paging;
using Belfry.Api.Problems;
using Belfry.Api.Validation;
using Belfry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Items;

/// <summary>The items of a list. A handler's name is its operation's, in the OpenAPI document and in traces.</summary>
internal static class ItemsEndpoints
{
    public static void MapItems(this IEndpointRouteBuilder routes)
    {
        var items = routes.MapGroup("/api/lists/{listId:guid}/items").WithTags("Items");
        items.MapGet("", GetItems).WithName(nameof(GetItems));
        items.MapPost("", CreateItem).WithName(nameof(CreateItem));
        items.MapGet("/{itemId:guid}", GetItem).WithName(nameof(GetItem));
        items.MapPut("/{itemId:guid}", UpdateItem).WithName(nameof(UpdateItem));
        items.MapDelete("/{itemId:guid}", DeleteItem).WithName(nameof(DeleteItem));
    }

    /// <summary>Returns a page of a list's items in the order in which they were added.</summary>
    internal static async Task<Results<Ok<Page<Item>>, ValidationProblem, NotFoundProblem>> GetItems(
        Guid listId, [AsParameters] PageRequest page, Database database, CancellationToken cancellation)
    {
        if (Faults.Of(page) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var rows = await database.ReadAsync(
            session => ItemQueries.Page(session, listId, PageCursor.Read(page.Cursor), page.Size + 1), cancellation);
        return rows is null ? NotFoundProblem.List(listId) : TypedResults.Ok(Page.Of(rows, page.Size, item => item.Id));
    }

    /// <summary>Adds an item to a list.</summary>
    /// <param name="key">A UUID for this item. Repeated with the same one, the request answers with the item that the first added, whatever the body.</param>
    internal static async Task<Results<Created<Item>, ValidationProblem, NotFoundProblem>> CreateItem(
        Guid listId, [FromHeader(Name = "Idempotency-Key")] Guid? key, ItemInput input, Database database, TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        return await database.WriteAsync(session => ItemQueries.Insert(session, listId, key, input, time), cancellation) is { } item
            ? TypedResults.Created($"/api/lists/{listId}/items/{item.Id}", item)
            : NotFoundProblem.List(listId);
    }

    /// <summary>Returns one item.</summary>
    internal static async Task<Results<Ok<Item>, NotFoundProblem>> GetItem(
        Guid listId, Guid itemId, Database database, CancellationToken cancellation) =>
        await database.ReadAsync(session => ItemQueries.Find(session, listId, itemId), cancellation) is { } item
            ? TypedResults.Ok(item)
            : NotFoundProblem.Item(listId, itemId);

    /// <summary>Replaces what is said about an item.</summary>
    internal static async Task<Results<Ok<Item>, ValidationProblem, NotFoundProblem>> UpdateItem(
        Guid listId, Guid itemId, ItemInput input, Database database, TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        return await database.WriteAsync(session => ItemQueries.Update(session, listId, itemId, input, time), cancellation) is { } item
            ? TypedResults.Ok(item)
            : NotFoundProblem.Item(listId, itemId);
    }

    /// <summary>Removes an item from its list.</summary>
    internal static async Task<Results<NoContent, NotFoundProblem>> DeleteItem(
        Guid listId, Guid itemId, Database database, CancellationToken cancellation) =>
        await database.WriteAsync(session => ItemQueries.Delete(session, listId, itemId), cancellation)
            ? TypedResults.NoContent()
            : NotFoundProblem.Item(listId, itemId);
}
