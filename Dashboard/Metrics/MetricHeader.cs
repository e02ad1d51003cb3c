using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Dashboard.Metrics;

/// <summary>A Metric message without its points. <see cref="Kind"/> is null for kinds that are not kept (summaries).</summary>
internal readonly record struct MetricHeader(string Name, string Unit, string Description, MetricKind? Kind, bool IsExponential, bool IsDelta)
{
    public static MetricHeader Decode(ReadOnlySpan<byte> metric, out ReadOnlySpan<byte> points)
    {
        var data = 0;
        points = default;
        var reader = new ProtoReader(metric);
        while (reader.TryReadTag(out var field, out var wire))
        {
            if (field is 5 or 7 or 9 or 10)
            {
                data = field;
                points = reader.ReadBytes();
            }
            else
            {
                reader.Skip(wire);
            }
        }

        var description = AttributeReader.Field(metric, 2);
        var (isDelta, isMonotonic) = Temporality(points);
        MetricKind? kind = data switch
        {
            5 => MetricKind.Gauge,
            7 => isMonotonic ? MetricKind.Counter : MetricKind.Gauge,
            9 or 10 => MetricKind.Histogram,
            _ => null,
        };
        return new MetricHeader(AttributeReader.Field(metric, 1), AttributeReader.Field(metric, 3), description.Length > 512 ? description[..512] : description, kind, data == 10, isDelta && data != 5);
    }

    /// <summary>aggregation_temporality (2; 1 is delta) and is_monotonic (3) of a Sum or histogram.</summary>
    private static (bool IsDelta, bool IsMonotonic) Temporality(ReadOnlySpan<byte> data)
    {
        bool delta = false, monotonic = false;
        var reader = new ProtoReader(data);
        while (reader.TryReadTag(out var field, out var wire))
        {
            switch (field)
            {
                case 2:
                    delta = reader.ReadVarint() == 1;
                    break;
                case 3:
                    monotonic = reader.ReadVarint() != 0;
                    break;
                default:
                    reader.Skip(wire);
                    break;
            }
        }

        return (delta, monotonic);
    }
}
