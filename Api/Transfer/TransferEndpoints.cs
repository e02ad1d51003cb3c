using Belfry.Api.Live;
using Belfry.Api.SignIn;
using Belfry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Transfer;

/// <summary>Taking one's lists away, and bringing them back.</summary>
internal static class TransferEndpoints
{
    private const long MaxBodyBytes = 32 * 1024 * 1024;

    public static void MapTransfer(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/export", Export).WithName(nameof(Export)).WithTags("Transfer").RequireAuthorization(Access.Read)
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/api/import", Import).WithName(nameof(Import)).WithTags("Transfer").RequireAuthorization(Access.Write)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes)).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>Returns all one's lists, those in the bin excepted, as they are at one moment.</summary>
    internal static async Task<Results<Ok<WishlistDocument>, ProblemHttpResult>> Export(Caller caller, Database database, CancellationToken cancellation) =>
        await database.ReadAsync(session => TransferQueries.Export(session, caller), cancellation) is { } document
            ? TypedResults.Ok(document)
            : TypedResults.Problem($"There are more than {WishlistDocument.MaxItems} items. Read them list by list.", statusCode: StatusCodes.Status409Conflict);

    /// <summary>Adds the lists of an export to one's own: all of them, or, when anything is wrong, none, with a report of what is wrong where.</summary>
    internal static async Task<Results<Ok<ImportReport>, ValidationProblem, ProblemHttpResult>> Import(
        WishlistDocument document, [AsParameters] ImportRequest request, Caller caller, Database database, Events events, TimeProvider time,
        CancellationToken cancellation)
    {
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
