using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Dashboard.Metrics;

internal static class MetricEndpoints
{
    private const int Steps = 120;

    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/metrics", (MetricStore metrics) => TypedResults.Ok(new InstrumentList(metrics.Read(instruments => instruments
            .Select(ChartBuilder.View).OrderBy(view => view.Resource, StringComparer.Ordinal).ThenBy(view => view.Meter, StringComparer.Ordinal)
            .ThenBy(view => view.Name, StringComparer.Ordinal).ToList()))));
        app.MapGet("/api/metrics/chart", Chart);
    }

    /// <summary><c>?resource=api&amp;meter=…&amp;name=…&amp;minutes=15&amp;where=http.route=/api/lists</c>; <c>where</c> may come several times.</summary>
    private static Results<Ok<ChartData>, ProblemHttpResult> Chart(
        MetricStore metrics, TimeProvider clock, HttpRequest request, string resource, string meter, string name, double? minutes)
    {
        var to = (double)clock.GetUtcNow().ToUnixTimeMilliseconds();
        var from = to - (Math.Clamp(minutes ?? 15, 1, 24 * 60) * 60_000);
        var where = request.Query["where"].Select(text => text!.Split('=', 2)).Where(pair => pair.Length == 2).Select(pair => (pair[0], pair[1])).ToList();
        return metrics.Read(new InstrumentKey(resource, meter, name), instrument => new ChartBuilder(instrument, where, from, to, Steps).Build()) is { } chart
            ? TypedResults.Ok(chart)
            : Problems.NotFound("Nothing has sent this instrument since the dashboard started.");
    }
}
