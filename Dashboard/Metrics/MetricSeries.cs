using Belfry.Dashboard.Otlp;

namespace Belfry.Dashboard.Metrics;

/// <summary>
/// One line of an instrument: the points of one set of attributes from one instance of a service. Bounded by <see cref="MaxPoints"/>, and by what all series
/// together may hold (<see cref="MetricStore.MaxPointBytes"/>); when full, every second point of the older half goes, so that history grows coarser with age instead of ending. Points are totals, so that nothing is lost by that but resolution.
/// Guarded by the store's lock.
/// </summary>
internal sealed class MetricSeries(byte[] encoded, TelemetryScope scope)
{
    public const int MaxPoints = 400;
    public const int AttributesField = 1;
    public const int InstanceField = 15; // not one of OTLP's
    private const int MaxExemplars = 16;

    /// <summary>A series is not thinned below this, however many series there are.</summary>
    private const int MinPoints = 32;

    private readonly Queue<ExemplarView> _exemplars = new();
    private readonly List<MetricPoint> _points = [];

    public List<AttributeView> Attributes { get; } = AttributeReader.ReadAll(encoded, AttributesField);

    /// <summary>The attributes as they came, repeated KeyValue in field <see cref="AttributesField"/>, and the instance that sent them in <see cref="InstanceField"/>.</summary>
    public byte[] Encoded { get; } = encoded;

    /// <summary>Who sends it, through which meter.</summary>
    public TelemetryScope Scope { get; } = scope;

    /// <summary>How many points were ever added.</summary>
    public long Added { get; private set; }

    public IReadOnlyList<MetricPoint> Points => _points;

    public IEnumerable<ExemplarView> Exemplars => _exemplars;

    /// <param name="point">The measurement.</param>
    /// <param name="isDelta">The sender reports growth since its last report; it is added up here.</param>
    /// <param name="isTight">All series together hold as much as they may: this one grows coarser instead of longer.</param>
    /// <returns>By how many bytes it grew; negative when it was thinned.</returns>
    public int Add(MetricPoint point, bool isDelta, bool isTight)
    {
        if (_points.Count > 0 && _points[^1] is var last)
        {
            if (point.Time <= last.Time)
            {
                return 0; // sent again, or out of order
            }

            point = isDelta ? AddUp(last, point) : point;
        }

        var thinned = _points.Count == MaxPoints || (isTight && _points.Count >= MinPoints) ? Thin() : 0;
        if (_points.Count == _points.Capacity)
        {
            _points.Capacity += MinPoints; // not doubled: there are thousands of series
        }

        _points.Add(point);
        Added++;
        return point.Bytes - thinned;
    }

    /// <summary>Before the first point: the total was nothing then, so that the growth up to the first point is seen.</summary>
    /// <returns>By how many bytes it grew.</returns>
    public int BeginAtZero(double time, int buckets) => Add(new MetricPoint(time, 0, 0, buckets == 0 ? null : new uint[buckets]), isDelta: false, isTight: false);

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

    /// <returns>The bytes given up.</returns>
    private int Thin()
    {
        var (kept, bytes, half) = (0, 0, _points.Count / 2);
        for (var i = 0; i < _points.Count; i++)
        {
            if (i >= half || i % 2 == 0)
            {
                _points[kept++] = _points[i];
            }
            else
            {
                bytes += _points[i].Bytes;
            }
        }

        _points.RemoveRange(kept, _points.Count - kept);
        return bytes;
    }
}
