using Belfry.Dashboard.Otlp;

namespace Belfry.Dashboard.Metrics;

/// <summary>
/// One line of an instrument: the points of one set of attributes. Bounded by <see cref="MaxPoints"/>; when full, every second point of the
/// older half goes, so that history grows coarser with age instead of ending. Points are totals, so that nothing is lost by that but resolution.
/// Guarded by the store's lock.
/// </summary>
internal sealed class MetricSeries(byte[] encoded)
{
    public const int MaxPoints = 400;
    public const int AttributesField = 1;
    private const int MaxExemplars = 16;
    private readonly Queue<ExemplarView> _exemplars = new();
    private readonly List<MetricPoint> _points = [];

    public List<AttributeView> Attributes { get; } = AttributeReader.ReadAll(encoded, AttributesField);

    /// <summary>The attributes as they came: repeated KeyValue in field <see cref="AttributesField"/>.</summary>
    public byte[] Encoded { get; } = encoded;

    /// <summary>How many points were ever added.</summary>
    public long Added { get; private set; }

    public IReadOnlyList<MetricPoint> Points => _points;

    public IEnumerable<ExemplarView> Exemplars => _exemplars;

    /// <param name="point">The measurement.</param>
    /// <param name="isDelta">The sender reports growth since its last report; it is added up here.</param>
    public void Add(MetricPoint point, bool isDelta)
    {
        if (_points.Count > 0 && _points[^1] is var last)
        {
            if (point.Time <= last.Time)
            {
                return; // sent again, or out of order
            }

            point = isDelta ? AddUp(last, point) : point;
        }

        if (_points.Count == MaxPoints)
        {
            Thin();
        }

        _points.Add(point);
        Added++;
    }

    public void AddExemplar(ExemplarView exemplar)
    {
        if (_exemplars.Count == MaxExemplars)
        {
            _exemplars.Dequeue();
        }

        _exemplars.Enqueue(exemplar);
    }

    private static MetricPoint AddUp(MetricPoint last, MetricPoint growth)
    {
        var buckets = growth.Buckets;
        if (buckets is not null && last.Buckets?.Length == buckets.Length)
        {
            for (var i = 0; i < buckets.Length; i++)
            {
                buckets[i] += last.Buckets[i];
            }
        }

        return growth with { Value = last.Value + growth.Value, Count = last.Count + growth.Count };
    }

    private void Thin()
    {
        var kept = 0;
        for (var i = 0; i < _points.Count; i++)
        {
            if (i >= MaxPoints / 2 || i % 2 == 0)
            {
                _points[kept++] = _points[i];
            }
        }

        _points.RemoveRange(kept, _points.Count - kept);
    }
}
