using Belfry.Api.Paging;
using Belfry.Api.Problems;
using Belfry.Api.Validation;
using Belfry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Lists;

/// <summary>Lists of wishes. A handler's name is its operation's, in the OpenAPI document and in traces.</summary>
internal static class ListsEndpoints
{
    public static void MapLists(this IEndpointRouteBuilder routes)
    {
        var lists = routes.MapGroup("/api/lists").WithTags("Lists");
        lists.MapGet("", GetLists).WithName(nameof(GetLists));
        lists.MapPost("", CreateList).WithName(nameof(CreateList));
        lists.MapGet("/{id:guid}", GetList).WithName(nameof(GetList));
        lists.MapPut("/{id:guid}", UpdateList).WithName(nameof(UpdateList));
        lists.MapDelete("/{id:guid}", DeleteList).WithName(nameof(DeleteList));
    }

    /// <summary>Returns a page of lists in the order of their creation.</summary>
    internal static async Task<Results<Ok<Page<WishList>>, ValidationProblem>> GetLists(
        [AsParameters] PageRequest page, Database database, CancellationToken cancellation)
    {
        if (Faults.Of(page) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var rows = await database.ReadAsync(
            session => ListQueries.Page(session, PageCursor.Read(page.Cursor), page.Size + 1), cancellation);
        return TypedResults.Ok(Page.Of(rows, page.Size, list => list.Id));
    }

    /// <summary>Creates a list.</summary>
    /// <param name="key">A UUID for this list. Repeated with the same one, the request answers with the list that the first created, whatever the body.</param>
    internal static async Task<Results<Created<WishList>, ValidationProblem>> CreateList(
        [FromHeader(Name = "Idempotency-Key")] Guid? key, WishListInput input, Database database, TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var list = await database.WriteAsync(session => ListQueries.Insert(session, key, input, time), cancellation);
        return TypedResults.Created($"/api/lists/{list.Id}", list);
    }

    /// <summary>Returns one list.</summary>
    internal static async Task<Results<Ok<WishList>, NotFoundProblem>> GetList(Guid id, Database database, CancellationToken cancellation) =>
        await database.ReadAsync(session => ListQueries.Find(session, id), cancellation) is { } list
            ? TypedResults.Ok(list)
            : NotFoundProblem.List(id);

    /// <summary>Renames a list.</summary>
    internal static async Task<Results<Ok<WishList>, ValidationProblem, NotFoundProblem>> UpdateList(
        Guid id, WishListInput input, Database database, TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        return await database.WriteAsync(session => ListQueries.Update(session, id, input, time), cancellation) is { } list
            ? TypedResults.Ok(list)
            : NotFoundProblem.List(id);
    }

    /// <summary>Deletes a list and all its items.</summary>
    internal static async Task<Results<NoContent, NotFoundProblem>> DeleteList(Guid id, Database database, CancellationToken cancellation) =>
        await database.WriteAsync(session => ListQueries.Delete(session, id), cancellation)
            ? TypedResults.NoContent()
            : NotFoundProblem.List(id);
}
