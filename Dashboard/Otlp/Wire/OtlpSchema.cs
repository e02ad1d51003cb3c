using static Belfry.Dashboard.Otlp.Wire.FieldKind;

namespace Belfry.Dashboard.Otlp.Wire;

/// <summary>
/// The messages of OTLP 1.x (opentelemetry/proto/collector and below), as data: field numbers, names and kinds.
/// One table serves checking, trimming and both directions of OTLP/JSON.
/// </summary>
internal static class OtlpSchema
{
    private static readonly MessageSchema AnyValue = new("AnyValue");
    private static readonly MessageSchema KeyValue = new MessageSchema("KeyValue").With(new(1, "key", Text), new(2, "value", Message, Message: AnyValue));

    public static readonly MessageSchema Resource = new MessageSchema("Resource").With(Attributes(1), new(2, "droppedAttributesCount", Number));

    public static readonly MessageSchema Scope = new MessageSchema("InstrumentationScope").With(
        new(1, "name", Text), new(2, "version", Text), Attributes(3), new(4, "droppedAttributesCount", Number));

    public static readonly MessageSchema LogRecord = new MessageSchema("LogRecord").With(
        new(1, "timeUnixNano", Fixed64), new(11, "observedTimeUnixNano", Fixed64), new(2, "severityNumber", Number),
        new(3, "severityText", Text), new(5, "body", Message, Message: AnyValue), Attributes(6), new(7, "droppedAttributesCount", Number),
        new(8, "flags", Fixed32), new(9, "traceId", Hex), new(10, "spanId", Hex), new(12, "eventName", Text));

    public static readonly MessageSchema Span = new MessageSchema("Span").With(
        new(1, "traceId", Hex), new(2, "spanId", Hex), new(3, "traceState", Text), new(4, "parentSpanId", Hex), new(16, "flags", Fixed32),
        new(5, "name", Text), new(6, "kind", Number), new(7, "startTimeUnixNano", Fixed64), new(8, "endTimeUnixNano", Fixed64), Attributes(9),
        new(10, "droppedAttributesCount", Number), Many(11, "events", SpanEvent()), new(12, "droppedEventsCount", Number),
        Many(13, "links", SpanLink()), new(14, "droppedLinksCount", Number), One(15, "status", Status()));

    public static readonly MessageSchema Metric = new MessageSchema("Metric").With(
        new(1, "name", Text), new(2, "description", Text), new(3, "unit", Text),
        One(5, "gauge", Points("Gauge", NumberPoint())),
        One(7, "sum", Points("Sum", NumberPoint(), new(2, "aggregationTemporality", Number), new(3, "isMonotonic", Bool))),
        One(9, "histogram", Points("Histogram", HistogramPoint(), new FieldSchema(2, "aggregationTemporality", Number))),
        One(10, "exponentialHistogram", Points("ExponentialHistogram", ExponentialPoint(), new FieldSchema(2, "aggregationTemporality", Number))),
        One(11, "summary", Points("Summary", SummaryPoint())), Attributes(12, "metadata"));

    public static readonly MessageSchema Logs = Export("Logs", "resourceLogs", "scopeLogs", "logRecords", LogRecord);
    public static readonly MessageSchema Traces = Export("Trace", "resourceSpans", "scopeSpans", "spans", Span);
    public static readonly MessageSchema Metrics = Export("Metrics", "resourceMetrics", "scopeMetrics", "metrics", Metric);

    static OtlpSchema() => AnyValue.With(
        new(1, "stringValue", Text), new(2, "boolValue", Bool), new(3, "intValue", Long), new(4, "doubleValue", Real),
        One(5, "arrayValue", new MessageSchema("ArrayValue").With(Many(1, "values", AnyValue))),
        One(6, "kvlistValue", new MessageSchema("KeyValueList").With(Many(1, "values", KeyValue))), new(7, "bytesValue", Base64));

    private static FieldSchema Attributes(int number, string name = "attributes") => Many(number, name, KeyValue);

    private static FieldSchema One(int number, string name, MessageSchema message) => new(number, name, Message, Message: message);

    private static FieldSchema Many(int number, string name, MessageSchema message) => new(number, name, Message, Repeated: true, message);

    /// <summary>Request, per resource, per scope, record: all three signals nest alike.</summary>
    private static MessageSchema Export(string signal, string resources, string scopes, string records, MessageSchema record) =>
        new MessageSchema($"Export{signal}ServiceRequest").With(Many(1, resources, new MessageSchema($"Resource{signal}").With(
            One(1, "resource", Resource),
            Many(2, scopes, new MessageSchema($"Scope{signal}").With(One(1, "scope", Scope), Many(2, records, record), new(3, "schemaUrl", Text))),
            new(3, "schemaUrl", Text))));

    private static MessageSchema SpanEvent() => new MessageSchema("Event").With(
        new(1, "timeUnixNano", Fixed64), new(2, "name", Text), Attributes(3), new(4, "droppedAttributesCount", Number));

    private static MessageSchema SpanLink() => new MessageSchema("Link").With(
        new(1, "traceId", Hex), new(2, "spanId", Hex), new(3, "traceState", Text), Attributes(4), new(5, "droppedAttributesCount", Number), new(6, "flags", Fixed32));

    private static MessageSchema Status() => new MessageSchema("Status").With(new(2, "message", Text), new(3, "code", Number));

    private static MessageSchema Points(string name, MessageSchema point, params FieldSchema[] more) =>
        new MessageSchema(name).With([Many(1, "dataPoints", point), .. more]);

    private static MessageSchema Exemplar() => new MessageSchema("Exemplar").With(
        Attributes(7, "filteredAttributes"), new(2, "timeUnixNano", Fixed64), new(3, "asDouble", Real), new(6, "asInt", SFixed64),
        new(4, "spanId", Hex), new(5, "traceId", Hex));

    private static MessageSchema NumberPoint() => new MessageSchema("NumberDataPoint").With(
        Attributes(7), new(2, "startTimeUnixNano", Fixed64), new(3, "timeUnixNano", Fixed64), new(4, "asDouble", Real),
        new(6, "asInt", SFixed64), Many(5, "exemplars", Exemplar()), new(8, "flags", Number));

    private static MessageSchema HistogramPoint() => new MessageSchema("HistogramDataPoint").With(
        Attributes(9), new(2, "startTimeUnixNano", Fixed64), new(3, "timeUnixNano", Fixed64), new(4, "count", Fixed64), new(5, "sum", Real),
        new(6, "bucketCounts", Fixed64, Repeated: true), new(7, "explicitBounds", Real, Repeated: true), Many(8, "exemplars", Exemplar()),
        new(10, "flags", Number), new(11, "min", Real), new(12, "max", Real));

    private static MessageSchema ExponentialPoint() => new MessageSchema("ExponentialHistogramDataPoint").With(
        Attributes(1), new(2, "startTimeUnixNano", Fixed64), new(3, "timeUnixNano", Fixed64), new(4, "count", Fixed64), new(5, "sum", Real),
        new(6, "scale", ZigZag), new(7, "zeroCount", Fixed64), One(8, "positive", Buckets()), One(9, "negative", Buckets()), new(10, "flags", Number),
        Many(11, "exemplars", Exemplar()), new(12, "min", Real), new(13, "max", Real), new(14, "zeroThreshold", Real));

    private static MessageSchema Buckets() => new MessageSchema("Buckets").With(new(1, "offset", ZigZag), new(2, "bucketCounts", UnsignedLong, Repeated: true));

    private static MessageSchema SummaryPoint() => new MessageSchema("SummaryDataPoint").With(
        Attributes(7), new(2, "startTimeUnixNano", Fixed64), new(3, "timeUnixNano", Fixed64), new(4, "count", Fixed64), new(5, "sum", Real),
        Many(6, "quantileValues", new MessageSchema("ValueAtQuantile").With(new(1, "quantile", Real), new(2, "value", Real))),
        new(8, "flags", Number));
}
