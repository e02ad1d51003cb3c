using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Runs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Dashboard.Logs;

internal static class LogEndpoints
{
    private const int MaxLimit = 1_000;

    public static void MapLogs(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/logs", List);
        app.MapGet("/api/logs/{id:long}", Get);
    }

    private static Results<Ok<LogPage>, ProblemHttpResult> List(
        RunLibrary runs, HttpRequest request, string? run, string? resource, int? severity, string? text, string? trace, long? before, long? from, int? limit)
    {
        var traceId = UInt128.Zero;
        var filters = AttributeFilter.ReadAll(request.Query, out var fault);
        if (trace is { Length: > 0 } && !TelemetryIds.TryParseTrace(trace, out traceId))
        {
            fault = "trace must be 32 hexadecimal digits.";
        }

        if (runs.Find(run) is not { Logs: var logs })
        {
            return Problems.NotFound(RunLibrary.NoSuchRun);
        }

        return fault is not null ? Problems.BadRequest(fault) : TypedResults.Ok(logs.Query(new LogQuery
        {
            Resources = resource is null ? [] : [resource],
            MinSeverity = severity ?? 0,
            Text = text,
            TraceId = traceId,
            Filters = filters,
            Before = before ?? long.MaxValue,
            From = from ?? 0,
            Limit = Math.Clamp(limit ?? 200, 1, MaxLimit),
        }));
    }

    private static Results<Ok<LogDetail>, ProblemHttpResult> Get(RunLibrary runs, string? run, long id) =>
        runs.Find(run)?.Logs.Find(id) is { } log ? TypedResults.Ok(log) : Problems.NotFound("This log record is no longer kept. Newer records took its place.");
}
