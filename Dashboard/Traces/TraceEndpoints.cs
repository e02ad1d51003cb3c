using Belfry.Dashboard.Logs;
using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Runs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Dashboard.Traces;

internal static class TraceEndpoints
{
    private const int MaxLimit = 500;
    private const int MaxLogsOfTrace = 500;

    public static void MapTraces(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/traces", List);
        app.MapGet("/api/traces/{traceId}", Get);
    }

    private static Results<Ok<TracePage>, ProblemHttpResult> List(
        RunLibrary runs, HttpRequest request, string? run, string? resource, string? text, bool? failed, double? min, long? before, int? limit)
    {
        var filters = AttributeFilter.ReadAll(request.Query, out var fault);
        if (runs.Find(run) is not { Traces: var traces })
        {
            return Problems.NotFound(RunLibrary.NoSuchRun);
        }

        return fault is not null ? Problems.BadRequest(fault) : TypedResults.Ok(traces.Query(new TraceQuery
        {
            Resources = resource is null ? [] : [resource],
            Text = text,
            HasError = failed is true ? true : null,
            MinMilliseconds = min ?? 0,
            Filters = filters,
            Before = before ?? long.MaxValue,
            Limit = Math.Clamp(limit ?? 100, 1, MaxLimit),
        }));
    }

    private static Results<Ok<TraceDetail>, ProblemHttpResult> Get(RunLibrary runs, string? run, string traceId) =>
        TelemetryIds.TryParseTrace(traceId, out var id) && runs.Find(run) is { } stores && stores.Traces.Find(id) is { } trace
            ? TypedResults.Ok(trace with { Logs = stores.Logs.Query(new LogQuery { TraceId = id, Limit = MaxLogsOfTrace }).Items })
            : Problems.NotFound("This trace is not here (yet, or any more). Its spans may still be under way, or newer traces took its place.");
}
