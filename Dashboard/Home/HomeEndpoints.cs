using Belfry.Dashboard.Runs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Dashboard.Home;

/// <summary><c>GET /api/home?minutes=15</c>: rate, errors, latency (90 of 100 stay below), lag and memory of everything that sends.</summary>
internal static class HomeEndpoints
{
    private const int Steps = 30;

    public static void MapHome(this IEndpointRouteBuilder app) => app.MapGet("/api/home", Get);

    private static Results<Ok<HomeView>, ProblemHttpResult> Get(RunLibrary runs, TimeProvider clock, string? run, double? minutes)
    {
        if (runs.Find(run) is not { } stores)
        {
            return Problems.NotFound(RunLibrary.NoSuchRun);
        }

        // An earlier run ends where its last point is.
        var to = string.IsNullOrEmpty(run) ? clock.GetUtcNow().ToUnixTimeMilliseconds() : stores.Metrics.Newest;
        var from = to - (Math.Clamp(minutes ?? 15, 1, 24 * 60) * 60_000);
        var traced = new SpanVitals(from, to, Steps);
        stores.Traces.Visit(traced.Add);
        var names = stores.Metrics.Read(instruments => instruments.Select(instrument => instrument.Key.Resource).ToHashSet(StringComparer.Ordinal));
        names.UnionWith(traced.Services);
        return TypedResults.Ok(new HomeView(from, to, [.. names.Order(StringComparer.Ordinal).Select(name => Combine(
            new MetricVitals(stores.Metrics, name, from, to, Steps).Read(), traced.Read(name)))]));
    }

    /// <summary>What metrics say is exact; spans may be a sample, or may have made room for newer ones.</summary>
    private static ServiceVitals Combine(ServiceVitals measured, ServiceVitals traced) => measured.Rate is not null
        ? measured
        : measured with { Rate = traced.Rate, Errors = traced.Errors, Latency = traced.Latency };
}
