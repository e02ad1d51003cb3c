using System.Text.Json;
using Belfry.Dashboard.Otlp.Wire;
using Belfry.Dashboard.Records;
using Belfry.Dashboard.Runs;

namespace Belfry.Dashboard.Telemetry;

/// <summary>
/// <c>{"data": {"resourceLogs": […]}, "totalCount": 1200, "returnedCount": 200}</c>: <c>data</c> is an OTLP/JSON export request, its
/// records grouped by what sent them and oldest first.
/// </summary>
internal static class TelemetryAnswer
{
    public static async Task WriteAsync(HttpContext context, Signal signal, RecordBatch batch, int total, int returned)
    {
        batch.Items.Reverse(); // they were collected newest first
        await WriteAsync(context, total, returned, json => WriteData(json, SchemaOf(signal), signal, batch));
    }

    /// <summary>The envelope, around data that the caller writes.</summary>
    public static async Task WriteAsync(HttpContext context, int total, int returned, Action<Utf8JsonWriter> writeData)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WritePropertyName("data");
        writeData(json);
        json.WriteNumber("totalCount", total);
        json.WriteNumber("returnedCount", returned);
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static MessageSchema SchemaOf(Signal signal) => signal == Signal.Logs ? OtlpSchema.LogRecord : OtlpSchema.Span;

    private static void WriteData(Utf8JsonWriter json, MessageSchema record, Signal signal, RecordBatch batch)
    {
        var (resources, scopes, records) = signal == Signal.Logs ? ("resourceLogs", "scopeLogs", "logRecords") : ("resourceSpans", "scopeSpans", "spans");
        json.WriteStartObject();
        json.WriteStartArray(resources);
        foreach (var source in batch.Items.GroupBy(item => item.Scope.Source))
        {
            json.WriteStartObject();
            WriteHeader(json, "resource", source.Key.Encoded, OtlpSchema.Resource);
            json.WriteStartArray(scopes);
            foreach (var scope in source.GroupBy(item => item.Scope))
            {
                json.WriteStartObject();
                WriteHeader(json, "scope", scope.Key.Encoded, OtlpSchema.Scope);
                json.WriteStartArray(records);
                foreach (var (_, bytes) in scope)
                {
                    OtlpJsonWriter.WriteMessage(bytes, record, json);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteHeader(Utf8JsonWriter json, string name, byte[] message, MessageSchema schema)
    {
        json.WritePropertyName(name);
        OtlpJsonWriter.WriteMessage(message, schema, json);
    }
}
