namespace Belfry.Dashboard.Metrics;

/// <summary>Turns an instrument's series into a chart over a range of time, in equal steps. Called under the store's lock.</summary>
internal sealed class ChartBuilder(MetricInstrument instrument, IReadOnlyList<(string Key, string Value)> filters, double from, double to, int steps)
{
    /// <summary>More lines than this cannot be told apart; those with the largest newest values are drawn.</summary>
    private const int MaxLines = 8;

    private static readonly int[] Percents = [50, 90, 99];

    private readonly double _step = (to - from) / steps;

    public ChartData Build()
    {
        var chosen = instrument.Series.Where(Matches).ToList();
        var times = Enumerable.Range(1, steps).Select(i => from + (i * _step)).ToList();
        var exemplars = chosen.SelectMany(series => series.Exemplars).Where(exemplar => exemplar.Time >= from && exemplar.Time <= to).ToList();
        var chart = new ChartData(View(instrument), Dimensions(), times, [], null, null, exemplars, 0);
        return instrument.Kind == MetricKind.Histogram ? Distribution(chart, chosen) : Lines(chart, chosen);
    }

    public static InstrumentView View(MetricInstrument instrument) => new(
        instrument.Key.Resource, instrument.Key.Meter, instrument.Key.Name, instrument.Unit, instrument.Description, instrument.Kind.ToString(), instrument.Series.Count);

    private bool Matches(MetricSeries series) =>
        filters.All(filter => instrument.AttributesOf(series).Any(attribute => attribute.Key == filter.Key && attribute.Value == filter.Value));

    private List<DimensionView> Dimensions() =>
        [.. instrument.Series.SelectMany(instrument.AttributesOf).GroupBy(attribute => attribute.Key)
            .Select(group => new DimensionView(group.Key, [.. group.Select(attribute => attribute.Value).Distinct().Order(StringComparer.Ordinal).Take(100)]))];

    private ChartData Lines(ChartData chart, List<MetricSeries> chosen)
    {
        var drawn = chosen.Where(series => series.Points.Count > 0).OrderByDescending(series => series.Points[^1].Value).Take(MaxLines).ToList();
        var lines = drawn.ConvertAll(series => new ChartLine(
            Label(series), [.. Steps(series).Select(step => instrument.Kind == MetricKind.Counter ? Growth(step) : step.Now?.Value)]));
        return chart with { Lines = lines, Omitted = chosen.Count - drawn.Count };
    }

    private ChartData Distribution(ChartData chart, List<MetricSeries> chosen)
    {
        var counts = Enumerable.Range(0, steps).Select(_ => new double[instrument.Bounds.Length + 1]).ToList();
        foreach (var series in chosen)
        {
            var index = 0;
            foreach (var step in Steps(series))
            {
                AddGrowth(counts[index++], step);
            }
        }

        return chart with
        {
            Lines = [.. Percents.Select(percent => new ChartLine($"p{percent}", counts.ConvertAll(step => Percentile(step, percent / 100d))))],
            Rate = new ChartLine("per second", counts.ConvertAll(step => (double?)(step.Sum() / (_step / 1000)))),
            Heat = new HeatMap(instrument.Bounds, counts),
        };
    }

    /// <summary>For each step the last point within or before it, and the last one before the step, or else the first of all.</summary>
    private IEnumerable<(MetricPoint? Before, MetricPoint? Now)> Steps(MetricSeries series)
    {
        var next = 0;
        MetricPoint? current = null;
        for (var i = 0; i <= steps; i++)
        {
            var before = current ?? (series.Points.Count > 0 ? series.Points[0] : null);
            while (next < series.Points.Count && series.Points[next].Time <= from + (i * _step))
            {
                current = series.Points[next++];
            }

            if (i > 0)
            {
                // A series that fell silent has no value, rather than its last one for ever.
                var isStale = current is { } last && last.Time < from + (i * _step) - Math.Max(3 * _step, 15_000);
                yield return (before, isStale ? null : current);
            }
        }
    }

    /// <summary>Growth per second; a total that fell was started anew and counts from zero.</summary>
    private static double? Growth((MetricPoint? Before, MetricPoint? Now) step)
    {
        if (step is not ({ } before, { } now))
        {
            return null;
        }

        var seconds = (now.Time - before.Time) / 1000;
        return seconds <= 0 ? null : (now.Value < before.Value ? now.Value : now.Value - before.Value) / seconds;
    }

    private static void AddGrowth(double[] counts, (MetricPoint? Before, MetricPoint? Now) step)
    {
        if (step is not ({ Buckets: { } before }, { Buckets: { } now }) || now.Length > counts.Length || before.Length != now.Length)
        {
            return;
        }

        var restarted = step.Now.Value.Count < step.Before.Value.Count;
        for (var i = 0; i < now.Length; i++)
        {
            counts[i] += restarted ? now[i] : Math.Max(0, (double)now[i] - before[i]);
        }
    }

    /// <summary>Where that share of the measurements lies, taking them as evenly spread within a bucket; null without any.</summary>
    private double? Percentile(double[] counts, double share)
    {
        var total = counts.Sum();
        var wanted = total * share;
        double passed = 0;
        for (var i = 0; i < counts.Length && total > 0; i++)
        {
            if (counts[i] > 0 && passed + counts[i] >= wanted)
            {
                var low = i == 0 ? 0 : instrument.Bounds[i - 1];
                var high = i < instrument.Bounds.Length ? instrument.Bounds[i] : low;
                return low + ((high - low) * (wanted - passed) / counts[i]);
            }

            passed += counts[i];
        }

        return null;
    }

    private string Label(MetricSeries series) =>
        string.Join(" ", instrument.AttributesOf(series).Select(attribute => attribute.Value)) is { Length: > 0 } label ? label : instrument.Key.Name;
}
