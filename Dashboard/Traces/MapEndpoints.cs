using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Runs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Dashboard.Traces;

/// <summary><c>GET /api/map?minutes=15</c>: who calls whom, in traces that began that recently; without <c>minutes</c> in all that are kept.</summary>
internal static class MapEndpoints
{
    public static void MapServiceMap(this IEndpointRouteBuilder app) => app.MapGet("/api/map", Get);

    private static Results<Ok<ServiceMapView>, ProblemHttpResult> Get(RunLibrary runs, TimeProvider clock, string? run, double? minutes)
    {
        if (runs.Find(run) is not { Traces: var traces })
        {
            return Problems.NotFound(RunLibrary.NoSuchRun);
        }

        var from = minutes is { } recent ? clock.GetUtcNow().ToUnixTimeMilliseconds() - (Math.Clamp(recent, 1, 24 * 60) * 60_000) : 0;
        var map = new ServiceMap();
        traces.Visit((trace, spans) =>
        {
            if (TelemetryIds.Milliseconds(trace.Start) >= from)
            {
                map.Add(trace, spans);
            }

            return true;
        });
        return TypedResults.Ok(map.Build());
    }
}
