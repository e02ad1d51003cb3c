using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Dashboard.Runs;

/// <summary><c>GET /api/runs/{run}/summary</c>: what a run came to. Two of them, side by side, are a comparison.</summary>
internal static class RunSummaryEndpoints
{
    public static void MapRunSummaries(this IEndpointRouteBuilder app) => app.MapGet("/api/runs/{run}/summary", Get);

    private static Results<Ok<RunSummaryView>, ProblemHttpResult> Get(RunLibrary runs, string run) =>
        runs.Find(run) is { } stores ? TypedResults.Ok(new RunSummary(stores).Build(run)) : Problems.NotFound(RunLibrary.NoSuchRun);
}
