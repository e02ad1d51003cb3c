using System.Text;
using System.Text.Json;
using Belfry.Dashboard.Consoles;
using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Dashboard.Runs;

/// <summary>What came of an import.</summary>
internal sealed record ImportOutcome(int Requests, long Accepted, long Rejected);

/// <summary>Runs: list them, carry their telemetry out and in as OTLP/JSON (one export request per line), clear the current one.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/runs", (RunLibrary library, RunRecorder recorder) =>
            TypedResults.Ok(new RunList(library.List(), library.Folder is not null, recorder.Unrecorded)));
        app.MapGet("/api/runs/{run}/{signal}", (RequestDelegate)ExportAsync);
        app.MapPost("/api/runs/current/{signal}", ImportAsync);
        app.MapDelete("/api/runs/current", Clear);
    }

    /// <summary><c>GET /api/runs/current/logs</c>, as newline-delimited JSON that any OTLP receiver takes line by line.</summary>
    private static async Task ExportAsync(HttpContext context)
    {
        if (!TryParse(context.Request.RouteValues["signal"] as string, out var signal) || signal == Signal.Metrics
            || context.RequestServices.GetRequiredService<RunLibrary>().Find(context.Request.RouteValues["run"] as string) is not { } stores)
        {
            await Problems.WriteAsync(context, 404, "Not found", "There is no such run, or not such telemetry: logs and traces can be exported.");
            return;
        }

        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{signal.ToString().ToLowerInvariant()}.otlp.jsonl\"";
        foreach (var (scope, record) in signal == Signal.Logs ? stores.Logs.Export() : stores.Traces.Export())
        {
            await context.Response.Body.WriteAsync(OtlpLine.Of(signal, scope, record), context.RequestAborted);
        }
    }

    private static async Task<Results<Ok<ImportOutcome>, ProblemHttpResult>> ImportAsync(
        HttpRequest request, TelemetryStores stores, RunRecorder recorder, string signal, CancellationToken cancellationToken)
    {
        if (!TryParse(signal, out var kind))
        {
            return Problems.NotFound("Import to logs, traces or metrics.");
        }

        var outcome = new ImportOutcome(0, 0, 0);
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                using var writer = new ProtoWriter();
                OtlpJsonReader.Convert(Encoding.UTF8.GetBytes(line), TelemetryStores.SchemaOf(kind), writer);
                var accepted = stores.Accept(kind, writer.Written);
                recorder.Record(kind, writer.Written);
                outcome = new ImportOutcome(outcome.Requests + 1, outcome.Accepted + accepted.Accepted, outcome.Rejected + accepted.Rejected);
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException)
            {
                return Problems.BadRequest($"Line {outcome.Requests + 1} is not an OTLP/JSON export request. What came before it was taken.");
            }
        }

        return TypedResults.Ok(outcome);
    }

    private static NoContent Clear(TelemetryStores stores, RunRecorder recorder, ConsoleStore consoles)
    {
        stores.Clear();
        consoles.Clear();
        recorder.Clear();
        return TypedResults.NoContent();
    }

    private static bool TryParse(string? text, out Signal signal) => Enum.TryParse(text, ignoreCase: true, out signal) && Enum.IsDefined(signal);
}
