using System.Text;
using Belfry.Dashboard.Live;
using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Dashboard.Metrics;

/// <summary>
/// Every instrument of everything that sends. Bounded by <see cref="MaxInstruments"/> and <see cref="MaxSeries"/> (each series bounds its points),
/// and by <see cref="MaxPointBytes"/>; a new series beyond that is refused and counted. Emptied by <see cref="Clear"/>.
/// </summary>
internal sealed class MetricStore(SourceCache sources, LiveUpdates live)
{
    public const int MaxInstruments = 1_000;
    public const int MaxSeries = 2_000;
    public const int MaxBuckets = 64;

    /// <summary>What the points of all series may take; beyond it every series that gets a point grows coarser.</summary>
    public const int MaxPointBytes = 8 * 1024 * 1024;
    private const int MaxAttributeBytes = 4 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<InstrumentKey, MetricInstrument> _instruments = [];
    private int _series;
    private long _pointBytes;

    /// <summary>What the points of all series take.</summary>
    public long PointBytes => Volatile.Read(ref _pointBytes);

    /// <summary>The time of the newest point, in milliseconds since 1970.</summary>
    public double Newest => Read(instruments => instruments.SelectMany(instrument => instrument.Series).Select(series => series.Points[^1].Time).DefaultIfEmpty().Max());

    public ExportOutcome Accept(ReadOnlySpan<byte> request)
    {
        var refused = 0;
        var outcome = new ExportWalk(OtlpSchema.Metric, sources, (scope, metric) => Append(scope, metric, ref refused), int.MaxValue).Run(request);
        live.Publish(LiveTopics.Metrics);
        return refused == 0 ? outcome : outcome with
        {
            Rejected = outcome.Rejected + refused,
            Reason = $"Data points were refused: at most {MaxSeries} series, {MaxBuckets} buckets and {MaxAttributeBytes} bytes of attributes are kept.",
        };
    }

    public T Read<T>(Func<IEnumerable<MetricInstrument>, T> reader)
    {
        lock (_gate)
        {
            return reader(_instruments.Values);
        }
    }

    public T? Read<T>(InstrumentKey key, Func<MetricInstrument, T> reader)
        where T : class
    {
        lock (_gate)
        {
            return _instruments.TryGetValue(key, out var instrument) ? reader(instrument) : null;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _instruments.Clear();
            _series = 0;
            _pointBytes = 0;
        }

        live.Publish(LiveTopics.Metrics);
    }

    private bool Append(TelemetryScope scope, ReadOnlySpan<byte> metric, ref int refused)
    {
        var header = MetricHeader.Decode(metric, out var points);
        if (header.Name.Length is 0 or > 256 || header.Kind is not { } kind)
        {
            return false;
        }

        lock (_gate)
        {
            var key = new InstrumentKey(scope.Source.Name, scope.Name, header.Name);
            if (!_instruments.TryGetValue(key, out var instrument))
            {
                if (_instruments.Count >= MaxInstruments)
                {
                    return false;
                }

                _instruments[key] = instrument = new MetricInstrument(key, header.Unit, header.Description, kind);
            }

            var reader = new ProtoReader(points);
            while (reader.TryReadTag(out var field, out var wire))
            {
                if (field != 1)
                {
                    reader.Skip(wire);
                }
                else if (instrument.Kind != kind || !AppendPoint(instrument, scope, reader.ReadBytes(), header))
                {
                    refused++;
                }
            }
        }

        return true;
    }

    private bool AppendPoint(MetricInstrument instrument, TelemetryScope scope, ReadOnlySpan<byte> point, in MetricHeader header)
    {
        var decoder = new PointDecoder(instrument.Kind, header.IsExponential);
        using var attributes = new ProtoWriter();
        PointDecoder.CopyAttributes(point, decoder.AttributesField, attributes);
        if (scope.Source.InstanceId is { } instance)
        {
            attributes.WriteBytes(MetricSeries.InstanceField, Encoding.UTF8.GetBytes(instance));
        }

        if (attributes.Written.Length > MaxAttributeBytes)
        {
            return false;
        }

        decoder.Read(point);
        if (decoder.Bounds.Length > MaxBuckets || decoder.Point.Time == 0)
        {
            return false;
        }

        if (!instrument.TryGet(attributes.Written, out var series))
        {
            if (_series >= MaxSeries)
            {
                return false;
            }

            _series++;
            series = instrument.Add(attributes.Written, scope);
            instrument.Bounds = instrument.Bounds.Length == 0 ? decoder.Bounds : instrument.Bounds;
            if (instrument.ZeroOf(decoder) is { } zero)
            {
                _pointBytes += series.BeginAtZero(zero, decoder.Point.Buckets?.Length ?? 0);
            }
        }

        _pointBytes += series.Add(decoder.Point, header.IsDelta, isTight: _pointBytes > MaxPointBytes);
        instrument.Told(decoder.Point.Time);
        decoder.Exemplars.ForEach(series.AddExemplar);
        return true;
    }
}
