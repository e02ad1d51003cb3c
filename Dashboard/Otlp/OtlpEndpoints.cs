using System.Text.Json;
using Belfry.Dashboard.Otlp.Wire;
using Belfry.Dashboard.Runs;

namespace Belfry.Dashboard.Otlp;

/// <summary>
/// OTLP/HTTP: <c>POST /v1/traces</c>, <c>/v1/logs</c> and <c>/v1/metrics</c>, protobuf or JSON, plain or gzip.
/// Answers in the form it was asked in; what was refused is counted in the answer's partial success.
/// </summary>
internal static class OtlpEndpoints
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    private static readonly Dictionary<string, Signal> Paths = new(StringComparer.Ordinal)
    {
        ["/v1/traces"] = Signal.Traces,
        ["/v1/logs"] = Signal.Logs,
        ["/v1/metrics"] = Signal.Metrics,
    };

    /// <summary>Answers everything that came through the telemetry doors, and nothing that did not.</summary>
    public static void UseOtlp(this WebApplication app)
    {
        var intake = app.Services.GetRequiredService<OtlpIntake>();
        app.Use((context, next) => Listeners.DoorOf(context) switch
        {
            Door.People => next(context),
            Door.Grpc => OtlpGrpc.HandleAsync(context, intake),
            _ => RouteAsync(context, intake),
        });
    }

    private static Task RouteAsync(HttpContext context, OtlpIntake intake)
    {
        var isKnown = Paths.TryGetValue(context.Request.Path, out var signal);
        if (isKnown && intake.Cors?.Answer(context) == true)
        {
            return Task.CompletedTask;
        }

        return isKnown && HttpMethods.IsPost(context.Request.Method)
            ? HandleAsync(context, intake, signal)
            : Problems.WriteAsync(context, 404, "Not found", "Telemetry is posted to /v1/traces, /v1/logs or /v1/metrics.");
    }

    private static async Task HandleAsync(HttpContext context, OtlpIntake intake, Signal signal)
    {
        var type = MediaType(context.Request.ContentType);
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        if (!intake.IsKnown(context.Request))
        {
            await Problems.WriteAsync(context, 401, "API key missing or wrong", "Send the key in the header x-otlp-api-key (OTEL_EXPORTER_OTLP_HEADERS=x-otlp-api-key=<key>).");
            return;
        }

        if (type is null || encoding is not ("" or "identity" or "gzip"))
        {
            await Problems.WriteAsync(context, 415, "Unsupported media type", $"Send {Protobuf} or {Json}, plain or gzip.");
            return;
        }

        await intake.Turns.WaitAsync(context.RequestAborted);
        try
        {
            using var body = await OtlpBody.ReadAsync(context.Request.Body, context.Request.ContentLength, encoding == "gzip", context.RequestAborted);
            if (body is null)
            {
                await Problems.WriteAsync(context, 413, "Request too large", $"An export request may have {OtlpBody.MaxBytes} bytes unpacked. Send smaller batches.");
                return;
            }

            await AnswerAsync(context, type, signal, type == Json ? AcceptJson(intake, signal, body.Bytes) : intake.Accept(signal, body.Bytes));
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException or InvalidOperationException)
        {
            await Problems.WriteAsync(context, 400, "Not an OTLP request", "The body could not be read in the form that its Content-Type and Content-Encoding name.");
        }
        finally
        {
            intake.Turns.Release();
        }
    }

    private static ExportOutcome AcceptJson(OtlpIntake intake, Signal signal, ReadOnlySpan<byte> json)
    {
        using var writer = new ProtoWriter();
        OtlpJsonReader.Convert(json, TelemetryStores.SchemaOf(signal), writer);
        return intake.Accept(signal, writer.Written);
    }

    private static async Task AnswerAsync(HttpContext context, string type, Signal signal, ExportOutcome outcome)
    {
        if (outcome.Malformed)
        {
            await Problems.WriteAsync(context, 400, "Not an OTLP request", "The body is not a protobuf export request. What came before the fault was kept.");
            return;
        }

        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(type == Json ? JsonAnswer(signal, outcome) : OtlpIntake.Answer(outcome));
    }

    private static byte[] JsonAnswer(Signal signal, ExportOutcome outcome)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (outcome.Rejected > 0)
            {
                json.WriteStartObject("partialSuccess");
                json.WriteString(signal switch { Signal.Traces => "rejectedSpans", Signal.Logs => "rejectedLogRecords", _ => "rejectedDataPoints" }, outcome.Rejected.ToString());
                json.WriteString("errorMessage", outcome.Reason);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static string? MediaType(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        Protobuf => Protobuf,
        Json => Json,
        _ => null,
    };
}
