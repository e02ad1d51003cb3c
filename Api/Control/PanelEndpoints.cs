using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Api.Control;

/// <summary>What the pages of the panel draw.</summary>
internal static class PanelEndpoints
{
    public static void MapPanel(this RouteGroupBuilder control)
    {
        control.MapGet("/history", GetHistory).WithName(nameof(GetHistory)).ProducesProblem(StatusCodes.Status400BadRequest);
        control.MapGet("/series", GetSeries).WithName(nameof(GetSeries));
        control.MapGet("/drills", GetDrills).WithName(nameof(GetDrills));
        control.MapGet("/notices", GetNotices).WithName(nameof(GetNotices));
    }

    /// <summary>Returns how many commits lie in each of so many equal parts of a span of time, 1 to 1,000, and when histories began in it.</summary>
    internal static async Task<Ok<History>> GetHistory(string? database, DateTimeOffset from, DateTimeOffset to, int parts, WorkerClient worker, CancellationToken cancellation) =>
        TypedResults.Ok(await worker.Of(database).GetHistoryAsync(from, to, parts, cancellation));

    /// <summary>Returns the lag, the WAL and the size of the database since the worker's start, a day at most.</summary>
    internal static async Task<Ok<Series>> GetSeries(string? database, WorkerClient worker, CancellationToken cancellation) =>
        TypedResults.Ok(await worker.Of(database).GetSeriesAsync(cancellation));

    /// <summary>Returns how the newest rehearsals of a restore ended.</summary>
    internal static async Task<Ok<RehearsalList>> GetDrills(string? database, WorkerClient worker, CancellationToken cancellation) =>
        TypedResults.Ok(await worker.Of(database).GetDrillsAsync(cancellation));

    /// <summary>Returns what people were told, or would have been.</summary>
    internal static async Task<Ok<NoticeList>> GetNotices(WorkerClient worker, CancellationToken cancellation) =>
        TypedResults.Ok(await worker.GetNoticesAsync(cancellation));
}
