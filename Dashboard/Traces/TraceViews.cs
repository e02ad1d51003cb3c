using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;
using Belfry.Dashboard.Records;

namespace Belfry.Dashboard.Traces;

/// <summary>Turns stored spans into what the UI shows. Called under the store's lock.</summary>
internal static class TraceViews
{
    /// <summary>Spans shown of one trace; a trace may hold far more than anyone can read.</summary>
    private const int MaxSpansShown = 5_000;

    private static readonly string[] Kinds = ["unspecified", "internal", "server", "client", "producer", "consumer"];

    public static TraceRow Row(TraceEntry trace, long order, RecordRing<SpanEntry> spans)
    {
        var naming = spans.Contains(trace.NamingSpan) ? trace.NamingSpan : trace.LastSpan;
        var source = spans.Entry(naming).Scope.Source;
        return new TraceRow(
            TelemetryIds.Hex(trace.Id)!, order, AttributeReader.Field(spans.Bytes(naming), 5), source.Name, TelemetryIds.Milliseconds(trace.Start),
            (trace.End - trace.Start) / 1e6, trace.Spans, trace.Errors, trace.Sources.ConvertAll(item => new TraceSource(item.Source.Name, item.Spans)));
    }

    public static TraceDetail Detail(TraceEntry trace, RecordRing<SpanEntry> spans)
    {
        var views = new List<SpanView>();
        for (var id = trace.LastSpan; spans.Contains(id) && views.Count < MaxSpansShown; id = spans.Entry(id).Previous)
        {
            views.Add(Span(spans.Entry(id), spans.Bytes(id), trace.Start));
        }

        views.Sort((left, right) => left.Offset.CompareTo(right.Offset));
        return new TraceDetail(Row(trace, 0, spans), views, [], Incomplete: views.Count < trace.Spans);
    }

    private static SpanView Span(in SpanEntry entry, ReadOnlySpan<byte> record, ulong traceStart)
    {
        var kind = 0;
        string name = "", status = "";
        var events = new List<SpanEventView>();
        var links = new List<SpanLinkView>();
        var reader = new ProtoReader(record);
        while (reader.TryReadTag(out var field, out var wire))
        {
            switch (field)
            {
                case 5:
                    name = AttributeReader.Text(reader.ReadBytes());
                    break;
                case 6:
                    kind = (int)Math.Min(reader.ReadVarint(), (ulong)Kinds.Length - 1);
                    break;
                case 11:
                    events.Add(Event(reader.ReadBytes(), traceStart));
                    break;
                case 13:
                    links.Add(Link(reader.ReadBytes()));
                    break;
                case 15:
                    status = AttributeReader.Field(reader.ReadBytes(), 2);
                    break;
                default:
                    reader.Skip(wire);
                    break;
            }
        }

        return new SpanView(
            TelemetryIds.Hex(entry.SpanId), TelemetryIds.Hex(entry.ParentId), name, Kinds[kind], entry.Scope.Source.Name, entry.Scope.Source.InstanceId,
            entry.Scope.Name, (entry.Start - traceStart) / 1e6, (entry.End - entry.Start) / 1e6, entry.Failed, status.Length == 0 ? null : status,
            AttributeReader.ReadAll(record, 9), events, links);
    }

    private static SpanEventView Event(ReadOnlySpan<byte> message, ulong traceStart)
    {
        ulong time = 0;
        var name = "";
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wire))
        {
            switch (field)
            {
                case 1:
                    time = reader.ReadFixed64();
                    break;
                case 2:
                    name = AttributeReader.Text(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(wire);
                    break;
            }
        }

        return new SpanEventView(name, ((double)time - traceStart) / 1e6, AttributeReader.ReadAll(message, 3));
    }

    private static SpanLinkView Link(ReadOnlySpan<byte> message)
    {
        var trace = UInt128.Zero;
        ulong span = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wire))
        {
            switch (field)
            {
                case 1:
                    trace = TelemetryIds.Trace(reader.ReadBytes());
                    break;
                case 2:
                    span = TelemetryIds.Span(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(wire);
                    break;
            }
        }

        return new SpanLinkView(TelemetryIds.Hex(trace), TelemetryIds.Hex(span), AttributeReader.ReadAll(message, 4));
    }
}
