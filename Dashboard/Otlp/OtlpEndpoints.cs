using System.Text;
using System.Text.Json;
using Belfry.Dashboard.Otlp.Wire;
using Belfry.Dashboard.Runs;
using Belfry.Dashboard.SignIn;

namespace Belfry.Dashboard.Otlp;

/// <summary>
/// OTLP/HTTP: <c>POST /v1/traces</c>, <c>/v1/logs</c> and <c>/v1/metrics</c>, protobuf or JSON, plain or gzip.
/// Answers in the form it was asked in; what was refused is counted in the answer's partial success.
/// </summary>
internal static class OtlpEndpoints
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    /// <summary>Requests decoded at once. Others wait in their sockets, so that buffers stay within a few times <see cref="OtlpBody.MaxBytes"/>.</summary>
    private static readonly SemaphoreSlim Turns = new(4);

    /// <summary>Answers everything that came through the telemetry door, and nothing that did not.</summary>
    public static void UseOtlp(this WebApplication app, OtlpOptions options)
    {
        var stores = app.Services.GetRequiredService<TelemetryStores>();
        var recorder = app.Services.GetRequiredService<RunRecorder>();
        var signals = new Dictionary<string, Signal>(StringComparer.Ordinal)
        {
            ["/v1/traces"] = Signal.Traces,
            ["/v1/logs"] = Signal.Logs,
            ["/v1/metrics"] = Signal.Metrics,
        };
        app.Use((context, next) =>
            !Listeners.IsTelemetry(context) ? next(context)
            : HttpMethods.IsPost(context.Request.Method) && signals.TryGetValue(context.Request.Path, out var signal)
                ? HandleAsync(context, options, TelemetryStores.SchemaOf(signal), request => TakeIn(signal, request))
                : Problems.WriteAsync(context, 404, "Not found", "Telemetry is posted to /v1/traces, /v1/logs or /v1/metrics."));

        ExportOutcome TakeIn(Signal signal, ReadOnlySpan<byte> request)
        {
            var outcome = stores.Accept(signal, request);
            if (!outcome.Malformed)
            {
                recorder.Record(signal, request);
            }

            return outcome;
        }
    }

    private delegate ExportOutcome Accept(ReadOnlySpan<byte> request);

    private static async Task HandleAsync(HttpContext context, OtlpOptions options, MessageSchema schema, Accept accept)
    {
        var type = MediaType(context.Request.ContentType);
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        if (!IsKnown(context.Request, options))
        {
            await Problems.WriteAsync(context, 401, "API key missing or wrong", "Send the key in the header x-otlp-api-key (OTEL_EXPORTER_OTLP_HEADERS=x-otlp-api-key=<key>).");
            return;
        }

        if (type is null || encoding is not ("" or "identity" or "gzip"))
        {
            await Problems.WriteAsync(context, 415, "Unsupported media type", $"Send {Protobuf} or {Json}, plain or gzip.");
            return;
        }

        await Turns.WaitAsync(context.RequestAborted);
        try
        {
            using var body = await OtlpBody.ReadAsync(context.Request, encoding == "gzip", context.RequestAborted);
            if (body is null)
            {
                await Problems.WriteAsync(context, 413, "Request too large", $"An export request may have {OtlpBody.MaxBytes} bytes unpacked. Send smaller batches.");
                return;
            }

            var outcome = type == Json ? AcceptJson(body.Bytes, schema, accept) : accept(body.Bytes);
            await AnswerAsync(context, type, outcome);
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException or InvalidOperationException)
        {
            await Problems.WriteAsync(context, 400, "Not an OTLP request", "The body could not be read in the form that its Content-Type and Content-Encoding name.");
        }
        finally
        {
            Turns.Release();
        }
    }

    private static ExportOutcome AcceptJson(ReadOnlySpan<byte> json, MessageSchema schema, Accept accept)
    {
        using var writer = new ProtoWriter();
        OtlpJsonReader.Convert(json, schema, writer);
        return accept(writer.Written);
    }

    /// <summary>An Export…ServiceResponse: empty, or partial_success (1) with the rejected count (1) and a message (2).</summary>
    private static async Task AnswerAsync(HttpContext context, string type, ExportOutcome outcome)
    {
        if (outcome.Malformed)
        {
            await Problems.WriteAsync(context, 400, "Not an OTLP request", "The body is not a protobuf export request. What came before the fault was kept.");
            return;
        }

        context.Response.ContentType = type;
        if (outcome.Rejected == 0)
        {
            await context.Response.Body.WriteAsync(type == Json ? "{}"u8.ToArray() : default);
            return;
        }

        using var writer = new ProtoWriter();
        var mark = writer.BeginMessage(1);
        writer.WriteTag(1, WireType.Varint);
        writer.WriteVarint((ulong)outcome.Rejected);
        writer.WriteBytes(2, Encoding.UTF8.GetBytes(outcome.Reason ?? ""));
        writer.EndMessage(mark);
        await context.Response.Body.WriteAsync(type == Json ? PartialSuccessJson(context.Request.Path, outcome) : writer.Written.ToArray());
    }

    private static byte[] PartialSuccessJson(string path, ExportOutcome outcome)
    {
        var rejected = path switch { "/v1/traces" => "rejectedSpans", "/v1/logs" => "rejectedLogRecords", _ => "rejectedDataPoints" };
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("partialSuccess");
            json.WriteString(rejected, outcome.Rejected.ToString());
            json.WriteString("errorMessage", outcome.Reason);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static bool IsKnown(HttpRequest request, OtlpOptions options) =>
        options.ApiKey is null || Secrets.AreEqual(request.Headers["x-otlp-api-key"].ToString(), options.ApiKey);

    private static string? MediaType(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        Protobuf => Protobuf,
        Json => Json,
        _ => null,
    };
}
