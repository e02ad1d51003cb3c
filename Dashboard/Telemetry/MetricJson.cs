using System.Text.Json;
using Belfry.Dashboard.Metrics;
using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Dashboard.Telemetry;

/// <summary>A series and those of its points that are wanted.</summary>
internal readonly record struct SeriesPoints(MetricInstrument Instrument, MetricSeries Series, List<MetricPoint> Points);

/// <summary>Writes stored series as OTLP/JSON. Totals stay totals (temporality 2); exponential histograms come as they are kept, on fixed bounds.</summary>
internal static class MetricJson
{
    private const int Cumulative = 2;

    public static void Write(Utf8JsonWriter json, IEnumerable<SeriesPoints> series)
    {
        json.WriteStartObject();
        json.WriteStartArray("resourceMetrics");
        foreach (var source in series.GroupBy(item => item.Series.Scope.Source))
        {
            json.WriteStartObject();
            TelemetryAnswer.WriteHeader(json, "resource", source.Key.Encoded, OtlpSchema.Resource);
            json.WriteStartArray("scopeMetrics");
            foreach (var scope in source.GroupBy(item => item.Series.Scope))
            {
                json.WriteStartObject();
                TelemetryAnswer.WriteHeader(json, "scope", scope.Key.Encoded, OtlpSchema.Scope);
                json.WriteStartArray("metrics");
                foreach (var instrument in scope.GroupBy(item => item.Instrument))
                {
                    WriteInstrument(json, instrument.Key, instrument);
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

    private static void WriteInstrument(Utf8JsonWriter json, MetricInstrument instrument, IEnumerable<SeriesPoints> series)
    {
        json.WriteStartObject();
        json.WriteString("name", instrument.Key.Name);
        json.WriteString("description", instrument.Description);
        json.WriteString("unit", instrument.Unit);
        json.WriteStartObject(instrument.Kind switch { MetricKind.Histogram => "histogram", MetricKind.Counter => "sum", _ => "gauge" });
        json.WriteStartArray("dataPoints");
        foreach (var item in series)
        {
            foreach (var point in item.Points)
            {
                WritePoint(json, instrument, item.Series, point);
            }
        }

        json.WriteEndArray();
        if (instrument.Kind != MetricKind.Gauge)
        {
            json.WriteNumber("aggregationTemporality", Cumulative);
        }

        if (instrument.Kind == MetricKind.Counter)
        {
            json.WriteBoolean("isMonotonic", true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePoint(Utf8JsonWriter json, MetricInstrument instrument, MetricSeries series, MetricPoint point)
    {
        json.WriteStartObject();
        OtlpJsonWriter.WriteFields(series.Encoded, OtlpSchema.Resource, json); // attributes in field 1, as a resource has them
        json.WriteString("timeUnixNano", TelemetryIds.Nanoseconds(point.Time).ToString());
        if (instrument.Kind != MetricKind.Histogram)
        {
            json.WritePropertyName("asDouble");
            OtlpJsonWriter.WriteDouble(point.Value, json);
        }
        else
        {
            json.WriteString("count", point.Count.ToString());
            json.WritePropertyName("sum");
            OtlpJsonWriter.WriteDouble(point.Value, json);
            json.WriteStartArray("bucketCounts");
            Array.ForEach(point.Buckets ?? [], count => json.WriteStringValue(count.ToString()));
            json.WriteEndArray();
            json.WriteStartArray("explicitBounds");
            Array.ForEach(instrument.Bounds, bound => OtlpJsonWriter.WriteDouble(bound, json));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
