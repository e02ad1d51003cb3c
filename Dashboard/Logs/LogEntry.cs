using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Dashboard.Logs;

/// <summary>What is filtered by most, beside the encoded record itself.</summary>
internal struct LogEntry
{
    /// <summary>Nanoseconds since 1970; the time observed when the record has no time of its own.</summary>
    public ulong Time;

    public UInt128 TraceId;
    public ulong SpanId;
    public TelemetryScope Scope;

    /// <summary>OTLP's severity number: 1-4 trace, 5-8 debug, 9-12 information, 13-16 warning, 17-20 error, 21-24 critical, 0 unknown.</summary>
    public byte Severity;

    public static LogEntry Decode(TelemetryScope scope, ReadOnlySpan<byte> record)
    {
        var entry = new LogEntry { Scope = scope };
        ulong observed = 0;
        var reader = new ProtoReader(record);
        while (reader.TryReadTag(out var field, out var wire))
        {
            switch (field)
            {
                case 1:
                    entry.Time = reader.ReadFixed64();
                    break;
                case 2:
                    entry.Severity = (byte)Math.Min(24, reader.ReadVarint());
                    break;
                case 9:
                    entry.TraceId = TelemetryIds.Trace(reader.ReadBytes());
                    break;
                case 10:
                    entry.SpanId = TelemetryIds.Span(reader.ReadBytes());
                    break;
                case 11:
                    observed = reader.ReadFixed64();
                    break;
                default:
                    reader.Skip(wire);
                    break;
            }
        }

        entry.Time = entry.Time == 0 ? observed : entry.Time;
        return entry;
    }
}
