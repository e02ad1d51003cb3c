using Belfry.Dashboard.Runs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Dashboard.Metrics;

internal static class MetricEndpoints
{
    private const int Steps = 120;

    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/metrics", List);
        app.MapGet("/api/metrics/chart", Chart);
    }

    private static Results<Ok<InstrumentList>, ProblemHttpResult> List(RunLibrary runs, string? run) =>
        runs.Find(run) is { Metrics: var metrics }
            ? TypedResults.Ok(new InstrumentList(metrics.Read(instruments => instruments.Select(ChartBuilder.View)
                .OrderBy(view => view.Resource, StringComparer.Ordinal).ThenBy(view => view.Meter, StringComparer.Ordinal)
                .ThenBy(view => view.Name, StringComparer.Ordinal).ToList())))
            : Problems.NotFound(RunLibrary.NoSuchRun);

    /// <summary><c>?resource=api&amp;meter=…&amp;name=…&amp;minutes=15&amp;where=http.route=/api/lists</c>; <c>where</c> may come several times, <c>to</c> is in milliseconds since 1970.</summary>
    private static Results<Ok<ChartData>, ProblemHttpResult> Chart(
        RunLibrary runs, TimeProvider clock, HttpRequest request, string? run, string resource, string meter, string name, double? minutes, double? to)
    {
        if (runs.Find(run) is not { Metrics: var metrics })
        {
            return Problems.NotFound(RunLibrary.NoSuchRun);
        }

        // An earlier run ends where its last point is.
        var end = to is { } chosen ? Math.Clamp(chosen, 0, long.MaxValue) : string.IsNullOrEmpty(run) ? clock.GetUtcNow().ToUnixTimeMilliseconds() : metrics.Newest;
        var from = end - (Math.Clamp(minutes ?? 15, 1, 24 * 60) * 60_000);
        var where = request.Query["where"].Select(text => text!.Split('=', 2)).Where(pair => pair.Length == 2).Select(pair => (pair[0], pair[1])).ToList();
        return metrics.Read(new InstrumentKey(resource, meter, name), instrument => new ChartBuilder(instrument, where, from, end, Steps).Build()) is { } chart
            ? TypedResults.Ok(chart)
            : Problems.NotFound("Nothing has sent this instrument since the dashboard started.");
    }
}
