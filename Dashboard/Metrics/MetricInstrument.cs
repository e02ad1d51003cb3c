using System.Diagnostics.CodeAnalysis;
using Belfry.Dashboard.Otlp;

namespace Belfry.Dashboard.Metrics;

/// <summary>What tells instruments apart: who sends, through which meter, under which name.</summary>
internal readonly record struct InstrumentKey(string Resource, string Meter, string Name);

/// <summary>An instrument and its series by their attributes as they came over the wire and their sender. Guarded by the store's lock.</summary>
internal sealed class MetricInstrument(InstrumentKey key, string unit, string description, MetricKind kind)
{
    /// <summary>Milliseconds: the longest usual time between two exports, with room for a slow start.</summary>
    private const double LongestFirstInterval = 90_000;

    private readonly Dictionary<byte[], MetricSeries> _series = new(BytesComparer.Instance);
    private bool _hasReplicas;
    private double _newest;
    private double _previous;

    public InstrumentKey Key { get; } = key;

    public string Unit { get; } = unit;

    public string Description { get; } = description;

    public MetricKind Kind { get; } = kind;

    /// <summary>Upper bounds of a histogram's buckets; the last bucket has none. Senders keep them for the life of an instrument.</summary>
    public double[] Bounds { get; set; } = [];

    public IReadOnlyCollection<MetricSeries> Series => _series.Values;

    /// <summary>What tells a series from the others in words: its attributes and, when a service has replicas, which of them sent it.</summary>
    public IEnumerable<AttributeView> AttributesOf(MetricSeries series) =>
        _hasReplicas && series.Scope.Source.InstanceId is { } instance
            ? series.Attributes.Append(new AttributeView("service.instance.id", instance, "string"))
            : series.Attributes;

    /// <summary>Remembers when the newest export was, and the one before it.</summary>
    public void Told(double time)
    {
        if (time > _newest)
        {
            (_previous, _newest) = (_newest, time);
        }
    }

    /// <summary>
    /// When the total of a new series was certainly zero; null when nobody knows. A series that joins others was not there at the export before; the
    /// first ones began with their sender, but a total over a long time would look like a burst.
    /// </summary>
    public double? ZeroOf(in PointDecoder first)
    {
        var before = first.Point.Time > _newest ? _newest : _previous;
        return Kind == MetricKind.Gauge ? null
            : before > 0 && before < first.Point.Time ? before
            : first.Started > 0 && first.Started < first.Point.Time && first.Point.Time - first.Started <= LongestFirstInterval ? first.Started
            : null;
    }

    public bool TryGet(ReadOnlySpan<byte> attributes, [NotNullWhen(true)] out MetricSeries? series) =>
        _series.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(attributes, out series);

    public MetricSeries Add(ReadOnlySpan<byte> attributes, TelemetryScope scope)
    {
        var encoded = attributes.ToArray();
        _hasReplicas |= _series.Values.FirstOrDefault() is { } first && first.Scope.Source.InstanceId != scope.Source.InstanceId;
        return _series[encoded] = new MetricSeries(encoded, scope);
    }
}
