using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Dashboard.Metrics;

/// <summary>A Metric message without its points. <see cref="Kind"/> is null for kinds that are not kept (summaries).</summary>
internal readonly record struct MetricHeader(string Name, string Unit, string Description, MetricKind? Kind, bool IsExponential, bool IsDelta)
{
    public static MetricHeader Decode(ReadOnlySpan<byte> metric, out ReadOnlySpan<byte> points)
    {
        string name = "", unit = "", description = "";
        var data = 0;
        points = default;
        var reader = new ProtoReader(metric);
        while (reader.TryReadTag(out var field, out var wire))
        {
            switch (field)
            {
                case 1:
                    name = AttributeReader.Text(reader.ReadBytes());
                    break;
                case 2:
                    description = AttributeReader.Text(reader.ReadBytes());
                    break;
                case 3:
                    unit = AttributeReader.Text(reader.ReadBytes());
                    break;
                case 5 or 7 or 9 or 10:
                    data = field;
                    points = reader.ReadBytes();
                    break;
                default:
                    reader.Skip(wire);
                    break;
            }
        }

        var (isDelta, isMonotonic) = Temporality(points);
        MetricKind? kind = data switch
        {
            5 => MetricKind.Gauge,
            7 => isMonotonic ? MetricKind.Counter : MetricKind.Gauge,
            9 or 10 => MetricKind.Histogram,
            _ => null,
        };
        return new MetricHeader(name, unit, description.Length > 512 ? description[..512] : description, kind, data == 10, isDelta && data != 5);
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
