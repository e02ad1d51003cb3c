using Belfry.Api.Live;
using Belfry.Api.Protection;
using Belfry.Api.SignIn;
using Belfry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Transfer;

/// <summary>Taking one's lists away, and bringing them back.</summary>
internal static class TransferEndpoints
{
    private const int MaxBodyBytes = 32 * 1024 * 1024;

    public static void MapTransfer(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/export", Export).WithName(nameof(Export)).WithTags("Transfer").RequireAuthorization(Access.Read)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapPost("/api/import", Import).WithName(nameof(Import)).WithTags("Transfer").RequireAuthorization(Access.Write)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes)).Accepts<WishlistDocument>("application/json")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Returns all one's lists, those in the bin excepted, as they are at one moment.</summary>
    internal static async Task<Results<Ok<WishlistDocument>, ProblemHttpResult>> Export(
        Caller caller, HttpContext context, HeavyWork work, Database database, CancellationToken cancellation)
    {
        if (await HeavyWork.TakeAsync(work.Exports, context, cancellation) is { } busy)
        {
            return busy;
        }

        return await database.ReadAsync(session => TransferQueries.Export(session, caller), cancellation) is { } document
            ? TypedResults.Ok(document)
            : TypedResults.Problem(
                $"There are more than {WishlistDocument.MaxItems} items, or more than {WishlistDocument.MaxCharacters} characters in them. Read them list by list.",
                statusCode: StatusCodes.Status409Conflict);
    }

    /// <summary>Adds the lists of an export to one's own: all of them, or, when anything is wrong, none, with a report of what is wrong where.</summary>
    internal static async Task<Results<Ok<ImportReport>, ValidationProblem, ProblemHttpResult>> Import(
        HttpContext context, [AsParameters] ImportRequest request, Caller caller, HeavyWork work, Database database, Events events, TimeProvider time,
        CancellationToken cancellation)
    {
        if (await HeavyWork.TakeAsync(work.Imports, context, cancellation) is { } busy)
        {
            return busy;
        }

        if (await HeavyWork.ReadAsync(limit => DocumentReader.ReadAsync(context.Request, limit), cancellation) is not { } document)
        {
            return TypedResults.ValidationProblem(DocumentFaults.TooMany);
        }

        if (DocumentFaults.Of(document) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var report = new ImportReport(document.Lists.Count, document.Lists.Sum(list => list.Items.Count), request.Check != true);
        if (!report.Done)
        {
            return TypedResults.Ok(report);
        }

        try
        {
            await database.WriteAsync(
                session => TransferQueries.Import(session, caller, document, time) ? true : throw new TooManyException(), cancellation);
        }
        catch (TooManyException)
        {
            return TypedResults.Problem("That would be too many lists. Nothing was imported.", statusCode: StatusCodes.Status409Conflict);
        }

        events.Publish(EventKind.Reset, null, null, Audience.Person(caller.Key));
        return TypedResults.Ok(report);
    }

    /// <summary>Undoes what was imported before the list that is too many.</summary>
    private sealed class TooManyException : Exception;
}
