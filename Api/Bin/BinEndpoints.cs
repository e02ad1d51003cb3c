using Belfry.Api.Live;
using Belfry.Api.Paging;
using Belfry.Api.Problems;
using Belfry.Api.Retention;
using Belfry.Api.SignIn;
using Belfry.Api.Validation;
using Belfry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Belfry.Api.Bin;

/// <summary>What one deleted, of all lists, and how it comes back. A handler's name is its operation's, in the OpenAPI document and in traces.</summary>
internal static class BinEndpoints
{
    public static void MapBin(this IEndpointRouteBuilder routes)
    {
        var bin = routes.MapGroup("/api/bin").WithTags("Bin");
        bin.MapGet("", GetBin).WithName(nameof(GetBin)).RequireAuthorization(Access.Read);
        bin.MapPost("/restore", PutBack).WithName(nameof(PutBack)).RequireAuthorization(Access.Write);
    }

    /// <summary>Returns a page of what one deleted, lists and items of lists that are there, newest first.</summary>
    internal static async Task<Results<Ok<Page<BinEntry>>, ValidationProblem>> GetBin(
        [AsParameters] PageRequest page, Caller caller, Database database, IOptions<RetentionOptions> retention, TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(page) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var rows = await database.ReadAsync(
            session => BinQueries.Page(session, caller, retention.Value, time, page.After, page.Size + 1), cancellation);
        return TypedResults.Ok(Page.Of(rows, page.Size, row => row.Cursor, row => row.Entry));
    }

    /// <summary>Takes many lists and items out of the bin, as they were: all of them, or none.</summary>
    internal static async Task<Results<NoContent, ValidationProblem, NotFoundProblem>> PutBack(
        PutBackInput input, Caller caller, Database database, Events events, IOptions<RetentionOptions> retention, TimeProvider time, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        try
        {
            await database.WriteAsync(
                session => BinQueries.PutBack(session, caller, input.Entries, retention.Value.Start(time)) ? true : throw new MissingEntryException(), cancellation);
        }
        catch (MissingEntryException)
        {
            return NotFoundProblem.SomeOfTheBin;
        }

        foreach (var (list, isWhole) in input.Entries.Select(entry => (entry.ListId, entry.ItemId is null)).Distinct())
        {
            if (isWhole)
            {
                events.ListChanged(caller.Key, list);
            }
            else
            {
                events.ItemChanged(caller.Key, list, null);
            }
        }

        return TypedResults.NoContent();
    }

    /// <summary>Undoes what was put back before the missing one.</summary>
    private sealed class MissingEntryException : Exception;
}
