using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Dashboard.Metrics;

/// <summary>
/// One data point of any kind, read from the wire: attributes as they came (to find the series), time, numbers, exemplars.
/// The field numbers of number points, histogram points and exponential points differ; the tables below name them.
/// </summary>
internal ref struct PointDecoder
{
    /// <summary>Where one kind of data point has its attributes and exemplars.</summary>
    private readonly int _attributesField;
    private readonly int _exemplarsField;
    private readonly MetricKind _kind;

    public PointDecoder(MetricKind kind, bool isExponential)
    {
        _kind = kind;
        (_attributesField, _exemplarsField) = kind != MetricKind.Histogram ? (7, 5) : isExponential ? (1, 11) : (9, 8);
        IsExponential = isExponential;
    }

    public bool IsExponential { get; }

    public MetricPoint Point { get; private set; }

    /// <summary>When the total began to count, in milliseconds since 1970; 0 when the sender does not say.</summary>
    public double Started { get; private set; }

    public double[] Bounds { get; private set; } = [];

    public List<ExemplarView> Exemplars { get; } = [];

    /// <summary>The attribute fields of the point, one after another: equal series have equal bytes.</summary>
    public static void CopyAttributes(ReadOnlySpan<byte> point, int field, ProtoWriter target)
    {
        var reader = new ProtoReader(point);
        while (reader.TryReadTag(out var number, out var wire))
        {
            if (number == field && wire == WireType.Bytes)
            {
                target.WriteBytes(1, reader.ReadBytes());
            }
            else
            {
                reader.Skip(wire);
            }
        }
    }

    public readonly int AttributesField => _attributesField;

    public void Read(ReadOnlySpan<byte> point)
    {
        double time = 0, value = 0, zeros = 0;
        ulong count = 0;
        var buckets = new List<ulong>();
        var bounds = new List<double>();
        var exponential = new ExponentialBuckets();
        var reader = new ProtoReader(point);
        while (reader.TryReadTag(out var field, out var wire))
        {
            if (field == 2 && wire == WireType.Fixed64)
            {
                Started = TelemetryIds.Milliseconds(reader.ReadFixed64());
            }
            else if (field == 3)
            {
                time = TelemetryIds.Milliseconds(reader.ReadFixed64());
            }
            else if (field == _exemplarsField && wire == WireType.Bytes)
            {
                ReadExemplar(reader.ReadBytes());
            }
            else if (_kind != MetricKind.Histogram && field is 4 or 6 && wire == WireType.Fixed64)
            {
                var bits = reader.ReadFixed64();
                value = field == 4 ? BitConverter.UInt64BitsToDouble(bits) : (long)bits;
            }
            else if (_kind == MetricKind.Histogram && field is 4 or 5 && wire == WireType.Fixed64)
            {
                var bits = reader.ReadFixed64();
                (count, value) = field == 4 ? (bits, value) : (count, BitConverter.UInt64BitsToDouble(bits));
            }
            else if (_kind == MetricKind.Histogram && !IsExponential && field is 6 or 7)
            {
                ReadFixed(ref reader, wire, field == 6 ? buckets : null, bounds);
            }
            else if (IsExponential && field is 6)
            {
                exponential.SetScale((uint)reader.ReadVarint());
            }
            else if (IsExponential && field is 7)
            {
                zeros = reader.ReadFixed64();
            }
            else if (IsExponential && field is 8)
            {
                exponential.Read(reader.ReadBytes());
            }
            else
            {
                reader.Skip(wire);
            }
        }

        Bounds = IsExponential ? ExponentialBuckets.Bounds : [.. bounds];
        Point = new MetricPoint(time, value, count, _kind != MetricKind.Histogram ? null
            : IsExponential ? exponential.ToFixed((ulong)zeros) : [.. buckets.Select(bucket => (uint)Math.Min(bucket, uint.MaxValue))]);
    }

    private static void ReadFixed(ref ProtoReader reader, WireType wire, List<ulong>? counts, List<double> bounds)
    {
        if (wire == WireType.Fixed64)
        {
            Add(reader.ReadFixed64());
            return;
        }

        var packed = reader.ReadBytes();
        var inner = new ProtoReader(packed);
        while (inner.Position < packed.Length)
        {
            Add(inner.ReadFixed64());
        }

        void Add(ulong bits)
        {
            if (counts is null)
            {
                bounds.Add(BitConverter.UInt64BitsToDouble(bits));
            }
            else
            {
                counts.Add(bits);
            }
        }
    }

    private readonly void ReadExemplar(ReadOnlySpan<byte> exemplar)
    {
        double time = 0, value = 0;
        var trace = UInt128.Zero;
        ulong span = 0;
        var reader = new ProtoReader(exemplar);
        while (reader.TryReadTag(out var field, out var wire))
        {
            switch (field)
            {
                case 2:
                    time = TelemetryIds.Milliseconds(reader.ReadFixed64());
                    break;
                case 3:
                    value = BitConverter.UInt64BitsToDouble(reader.ReadFixed64());
                    break;
                case 6:
                    value = (long)reader.ReadFixed64();
                    break;
                case 4:
                    span = TelemetryIds.Span(reader.ReadBytes());
                    break;
                case 5:
                    trace = TelemetryIds.Trace(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(wire);
                    break;
            }
        }

        if (TelemetryIds.Hex(trace) is { } traceId && Exemplars.Count < 16)
        {
            Exemplars.Add(new ExemplarView(time, value, traceId, TelemetryIds.Hex(span)));
        }
    }
}
