using Belfry.Dashboard.Records;
using Belfry.Dashboard.Runs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Dashboard.Telemetry;

/// <summary>What has sent telemetry that is still kept. <paramref name="DisplayName"/> tells replicas apart.</summary>
internal sealed record TelemetryResource(string Name, string? InstanceId, string DisplayName, bool HasLogs, bool HasTraces, bool HasMetrics);

/// <summary>Telemetry for scripts, in the paths, parameters and OTLP/JSON shapes of Aspire's dashboard. docs/dashboard.md lists them.</summary>
internal static class TelemetryEndpoints
{
    public const string Root = "/api/telemetry";
    private const int DefaultLimit = 200;
    private const int DefaultTraces = 100;

    private static readonly string[] LogParameters = ["resource", "traceId", "severity", "search", "filter", "from", "to", "limit", "follow", "run"];

    private static readonly string[] SpanParameters =
        ["resource", "traceId", "hasError", "search", "filter", "minDuration", "maxDuration", "from", "to", "limit", "follow", "run"];

    private static readonly string[] TraceParameters = [.. SpanParameters.Except(["follow"])];
    private static readonly string[] MetricParameters = ["resource", "meter", "name", "filter", "from", "to", "limit", "follow", "run"];

    public static void MapTelemetry(this IEndpointRouteBuilder app)
    {
        app.MapGet($"{Root}/resources", Resources);
        app.MapGet($"{Root}/logs", context => ServeAsync(context, LogParameters, LogsAsync));
        app.MapGet($"{Root}/spans", context => ServeAsync(context, SpanParameters, SpansAsync));
        app.MapGet($"{Root}/traces", context => ServeAsync(context, TraceParameters, TracesAsync));
        app.MapGet($"{Root}/traces/{{traceId}}", context => ServeAsync(context, ["run"], TraceAsync));
        app.MapGet($"{Root}/metrics", context => ServeAsync(context, MetricParameters, MetricsAsync));
    }

    private static Results<Ok<TelemetryResource[]>, ProblemHttpResult> Resources(RunLibrary runs, string? run) =>
        runs.Find(run) is { } stores ? TypedResults.Ok(TelemetrySources.List(stores)) : Problems.NotFound(RunLibrary.NoSuchRun);

    private static async Task ServeAsync(HttpContext context, string[] parameters, Func<HttpContext, TelemetryStores, TelemetryQuery, Task> answer)
    {
        var query = TelemetryQuery.Read(context.Request.Query, parameters, out var fault);
        var stores = context.RequestServices.GetRequiredService<RunLibrary>().Find(query.Run);
        if (fault is not null)
        {
            await Problems.WriteAsync(context, 400, "Bad request", fault);
        }
        else if (stores is null)
        {
            await Problems.WriteAsync(context, 404, "Not found", RunLibrary.NoSuchRun);
        }
        else if (!query.IsFollowing && TelemetrySources.Missing(stores, query.Resources) is { } missing)
        {
            await Problems.WriteAsync(context, 404, "Resource not found", $"Nothing named \"{missing}\" has sent telemetry that is still kept.");
        }
        else
        {
            context.Response.Headers.CacheControl = "no-store";
            await answer(context, stores, query);
        }
    }

    private static Task LogsAsync(HttpContext context, TelemetryStores stores, TelemetryQuery query)
    {
        if (query.IsFollowing)
        {
            return Follower(context).FollowAsync(context, stores, Signal.Logs, query);
        }

        var batch = new RecordBatch(query.Limit ?? DefaultLimit);
        stores.Logs.Collect(query.Logs, batch);
        return TelemetryAnswer.WriteAsync(context, Signal.Logs, batch, batch.Total, batch.Items.Count);
    }

    private static Task SpansAsync(HttpContext context, TelemetryStores stores, TelemetryQuery query)
    {
        if (query.IsFollowing)
        {
            return Follower(context).FollowAsync(context, stores, Signal.Traces, query);
        }

        var batch = new RecordBatch(query.Limit ?? DefaultLimit);
        stores.Traces.CollectSpans(query.Traces, long.MaxValue, batch);
        return TelemetryAnswer.WriteAsync(context, Signal.Traces, batch, batch.Total, batch.Items.Count);
    }

    private static Task TracesAsync(HttpContext context, TelemetryStores stores, TelemetryQuery query)
    {
        var batch = new RecordBatch(TelemetryQuery.MaxLimit);
        var (total, returned) = stores.Traces.CollectTraces(query.Traces with { Limit = query.Limit ?? DefaultTraces }, batch);
        return TelemetryAnswer.WriteAsync(context, Signal.Traces, batch, total, returned);
    }

    private static Task TraceAsync(HttpContext context, TelemetryStores stores, TelemetryQuery query)
    {
        var isId = Otlp.TelemetryIds.TryParseTrace(context.Request.RouteValues["traceId"] as string, out var traceId);
        var batch = new RecordBatch(TelemetryQuery.MaxLimit);
        stores.Traces.CollectSpans(query.Traces with { TraceId = traceId }, long.MaxValue, batch);
        return isId && traceId != UInt128.Zero && batch.Total > 0
            ? TelemetryAnswer.WriteAsync(context, Signal.Traces, batch, batch.Total, batch.Items.Count)
            : Problems.WriteAsync(context, 404, "Trace not found", "No span of such a trace is kept.");
    }

    private static Task MetricsAsync(HttpContext context, TelemetryStores stores, TelemetryQuery query)
    {
        var metrics = new MetricAnswer(stores.Metrics, query);
        if (query.IsFollowing)
        {
            metrics.Begin();
            return Follower(context).FollowAsync(context, metrics.TakeNew);
        }

        var data = metrics.Snapshot(out var total, out var returned);
        return TelemetryAnswer.WriteAsync(context, total, returned, json => json.WriteRawValue(data, skipInputValidation: true));
    }

    private static TelemetryFollower Follower(HttpContext context) => context.RequestServices.GetRequiredService<TelemetryFollower>();
}
