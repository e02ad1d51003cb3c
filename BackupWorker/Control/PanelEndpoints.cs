using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Notices;
using Belfry.Storage.Backup;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.BackupWorker.Control;

/// <summary>What the pages of the panel draw: the history on a line, measurements, drills, notices.</summary>
internal static class PanelEndpoints
{
    private const int MaxParts = 1000;

    public static void MapPanel(this IEndpointRouteBuilder control)
    {
        control.MapGet("/history", GetHistory);
        control.MapGet("/series", (string? database, ProtectedDatabases databases) => TypedResults.Ok(databases.Find(database).Series.Document));
        control.MapGet("/drills", (string? database, ProtectedDatabases databases) => TypedResults.Ok(new RehearsalListDocument(databases.Find(database).Rehearsals.Ended)));
        control.MapGet("/notices", (NoticeBook notices) => TypedResults.Ok(new NoticeListDocument(notices.Newest)));
    }

    /// <summary>What can be restored between two moments, in so many equal parts.</summary>
    private static async Task<Results<Ok<HistoryDocument>, ProblemHttpResult>> GetHistory(
        string? database, DateTimeOffset from, DateTimeOffset to, int parts, ProtectedDatabases databases, CancellationToken cancellation)
    {
        if (to <= from || parts is < 1 or > MaxParts)
        {
            return TypedResults.Problem(
                statusCode: StatusCodes.Status400BadRequest,
                title: "This span cannot be shown",
                detail: $"`to` lies after `from`, and there are 1 to {MaxParts} parts.");
        }

        var archive = await databases.Find(database).Job.OpenArchiveAsync(cancellation);
        return TypedResults.Ok(HistoryDocument.Of(from, to, await ArchiveHistory.ReadAsync(archive, from, to, parts, cancellation)));
    }
}
