using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.BackupWorker.Control;

/// <summary>Scheduled work stands still for a while, and goes on.</summary>
internal static class PauseEndpoints
{
    public static void MapPause(this IEndpointRouteBuilder control)
    {
        control.MapPost("/pause", Pause);
        control.MapPost("/resume", Resume);
    }

    private static Results<Ok<PauseDocument>, ProblemHttpResult> Pause(string? database, PauseRequestDocument request, ProtectedDatabases databases)
    {
        var length = request.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : PauseFile.Usual;
        return length < PauseFile.Shortest || length > PauseFile.Longest
            ? TypedResults.Problem(
                statusCode: StatusCodes.Status400BadRequest,
                title: "This is no length of a pause",
                detail: $"A pause lasts {PauseFile.Shortest.TotalMinutes:0} to {PauseFile.Longest.TotalMinutes:0} minutes.")
            : TypedResults.Ok(new PauseDocument(databases.Find(database).Pause.Begin(length).UtcDateTime));
    }

    private static Ok<PauseDocument> Resume(string? database, ProtectedDatabases databases)
    {
        databases.Find(database).Pause.End();
        return TypedResults.Ok(new PauseDocument(null));
    }
}
