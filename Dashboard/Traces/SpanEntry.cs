using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Dashboard.Traces;

/// <summary>What lists and waterfalls are made of, beside the encoded span itself. Times are nanoseconds since 1970.</summary>
internal struct SpanEntry
{
    public UInt128 TraceId;
    public ulong SpanId;
    public ulong ParentId;
    public ulong Start;
    public ulong End;
    public TelemetryScope Scope;
    public bool Failed;

    /// <summary>The trace it was counted in; a trace that was pushed out and came back is another object.</summary>
    public TraceEntry Trace;

    /// <summary>The span of the same trace that was stored before this one, or -1: a trace's spans form a chain through the ring.</summary>
    public long Previous;

    public static SpanEntry Decode(TelemetryScope scope, ReadOnlySpan<byte> record)
    {
        var entry = new SpanEntry { Scope = scope, Trace = null!, Previous = -1 };
        var reader = new ProtoReader(record);
        while (reader.TryReadTag(out var field, out var wire))
        {
            switch (field)
            {
                case 1:
                    entry.TraceId = TelemetryIds.Trace(reader.ReadBytes());
                    break;
                case 2:
                    entry.SpanId = TelemetryIds.Span(reader.ReadBytes());
                    break;
                case 4:
                    entry.ParentId = TelemetryIds.Span(reader.ReadBytes());
                    break;
                case 7:
                    entry.Start = reader.ReadFixed64();
                    break;
                case 8:
                    entry.End = reader.ReadFixed64();
                    break;
                case 15:
                    entry.Failed = IsError(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(wire);
                    break;
            }
        }

        entry.End = Math.Max(entry.Start, entry.End);
        return entry;
    }

    private static bool IsError(ReadOnlySpan<byte> status)
    {
        var reader = new ProtoReader(status);
        while (reader.TryReadTag(out var field, out var wire))
        {
            if (field == 3)
            {
                return reader.ReadVarint() == 2;
            }

            reader.Skip(wire);
        }

        return false;
    }
}
