using System.Text.Json;
using Belfry.Dashboard.Metrics;
using Belfry.Dashboard.Otlp;

namespace Belfry.Dashboard.Telemetry;

/// <summary>
/// Metrics for scripts: the newest point of every series that matches, or with <c>from</c> or <c>to</c> all points kept in that time; followed,
/// the points as they arrive. Built under the store's lock, so that a series is never seen half.
/// </summary>
internal sealed class MetricAnswer(MetricStore store, TelemetryQuery query)
{
    private const int DefaultLimit = 500;

    private Dictionary<MetricSeries, long> _seen = [];

    public byte[] Snapshot(out int total, out int returned)
    {
        var (all, shown) = (0, 0);
        var answer = store.Read(instruments =>
        {
            var matching = Matching(instruments).Select(Chosen).Where(item => item.Points.Count > 0).ToList();
            var chosen = matching.Take(query.Limit ?? DefaultLimit).ToList();
            (all, shown) = (matching.Count, chosen.Count);
            return Json(chosen);
        });
        (total, returned) = (all, shown);
        return answer;
    }

    /// <summary>Takes what is there as known, so that following begins with what comes next.</summary>
    public void Begin() => _seen = store.Read(instruments => Matching(instruments).ToDictionary(item => item.Series, item => item.Series.Added));

    /// <summary>A line with the points that arrived since the last call, and one before it when some were missed; none when nothing arrived.</summary>
    public IEnumerable<byte[]> TakeNew()
    {
        long lost = 0;
        var line = store.Read(instruments =>
        {
            var arrived = new List<SeriesPoints>();
            var seen = new Dictionary<MetricSeries, long>(_seen.Count);
            foreach (var item in Matching(instruments))
            {
                seen[item.Series] = item.Series.Added;
                var count = item.Series.Added - _seen.GetValueOrDefault(item.Series);
                if (count > 0)
                {
                    // The newer half of a series is never thinned: of more new points than that, some may have been missed.
                    var available = (int)Math.Min(count, (item.Series.Points.Count + 1) / 2);
                    lost += count - available;
                    arrived.Add(item with { Points = [.. item.Series.Points.Skip(item.Series.Points.Count - available)] });
                }
            }

            _seen = seen;
            return arrived.Count == 0 ? null : Json(arrived);
        });
        return (line, lost) switch
        {
            (null, _) => [],
            (_, 0) => [line, "\n"u8.ToArray()],
            _ => [TelemetryFollower.LostLine(lost), line, "\n"u8.ToArray()],
        };
    }

    private SeriesPoints Chosen(SeriesPoints item) => item with
    {
        Points = query["from"] is null && query["to"] is null
            ? [.. item.Series.Points.TakeLast(1)]
            : [.. item.Series.Points.Where(point => query.Time.Contains(TelemetryIds.Nanoseconds(point.Time)))],
    };

    private IEnumerable<SeriesPoints> Matching(IEnumerable<MetricInstrument> instruments) =>
        from instrument in instruments
        where (query["meter"] ?? instrument.Key.Meter) == instrument.Key.Meter && (query["name"] ?? instrument.Key.Name) == instrument.Key.Name
        from series in instrument.Series
        where series.Scope.Source.IsOneOf(query.Resources)
            && query.Filters.All(filter => filter.Matches(series.Encoded, MetricSeries.AttributesField, series.Scope.Source))
        select new SeriesPoints(instrument, series, []);

    private static byte[] Json(List<SeriesPoints> series)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            MetricJson.Write(json, series);
        }

        return stream.ToArray();
    }
}
