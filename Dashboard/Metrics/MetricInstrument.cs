using System.Diagnostics.CodeAnalysis;
using Belfry.Dashboard.Otlp;

namespace Belfry.Dashboard.Metrics;

/// <summary>What tells instruments apart: who sends, through which meter, under which name.</summary>
internal readonly record struct InstrumentKey(string Resource, string Meter, string Name);

/// <summary>An instrument and its series by their attributes as they came over the wire. Guarded by the store's lock.</summary>
internal sealed class MetricInstrument(InstrumentKey key, TelemetryScope scope, string unit, string description, MetricKind kind)
{
    private readonly Dictionary<byte[], MetricSeries> _series = new(BytesComparer.Instance);

    public InstrumentKey Key { get; } = key;

    /// <summary>The meter of whoever sent it first.</summary>
    public TelemetryScope Scope { get; } = scope;

    public string Unit { get; } = unit;

    public string Description { get; } = description;

    public MetricKind Kind { get; } = kind;

    /// <summary>Upper bounds of a histogram's buckets; the last bucket has none. Senders keep them for the life of an instrument.</summary>
    public double[] Bounds { get; set; } = [];

    public IReadOnlyCollection<MetricSeries> Series => _series.Values;

    public bool TryGet(ReadOnlySpan<byte> attributes, [NotNullWhen(true)] out MetricSeries? series) =>
        _series.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(attributes, out series);

    public MetricSeries Add(ReadOnlySpan<byte> attributes)
    {
        var encoded = attributes.ToArray();
        return _series[encoded] = new MetricSeries(encoded);
    }
}
