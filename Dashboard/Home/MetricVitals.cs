using Belfry.Dashboard.Metrics;

namespace Belfry.Dashboard.Home;

/// <summary>The vital signs of a service from its metrics, by the names that OpenTelemetry's conventions and .NET, Node, Java and Python give them.</summary>
internal sealed class MetricVitals(MetricStore metrics, string resource, double from, double to, int steps)
{
    private const double Recent = 60_000;

    private static readonly string[] Requests = ["http.server.request.duration", "http.server.duration", "rpc.server.call.duration", "rpc.server.duration"];

    private static readonly string[] Status = ["http.response.status_code", "http.status_code"];

    private static readonly string[] MemoryNames =
    [
        "dotnet.process.memory.working_set", "process.memory.usage", "process.runtime.cpython.memory", "process.runtime.dotnet.gc.committed_memory.size",
        "v8js.memory.heap.used", "jvm.memory.used", "process.runtime.jvm.memory.usage",
    ];

    private readonly List<InstrumentView> _instruments = metrics.Read(all => all.Where(item => item.Key.Resource == resource).Select(ChartBuilder.View).ToList());

    public ServiceVitals Read()
    {
        // Old senders give these names to gauges and sums too, which have no rate and no percentiles.
        var requests = Find(Requests, item => item.Kind == nameof(MetricKind.Histogram));
        var chart = requests is null ? null : Chart(requests);
        return new ServiceVitals(
            resource,
            chart?.Rate is { } rate ? Of(requests!, "1/s", rate.Values) : null,
            chart?.Rate is { } all ? Of(requests!, "%", ErrorShare(requests!, chart, all)) : null,
            chart is null ? null : Percentile90(requests!, chart),
            Lag(),
            Find(MemoryNames, _ => true) is { } memory ? Of(memory, memory.Unit, Sum(Chart(memory))) : null);
    }

    private InstrumentView? Find(string[] names, Predicate<InstrumentView> isFit) =>
        names.Select(name => _instruments.Find(item => item.Name == name && isFit(item))).FirstOrDefault(found => found is not null);

    /// <summary>How far behind it is: whatever calls itself a lag, else how long work waits in its queue, else how late its event loop is.</summary>
    private Vital? Lag()
    {
        var lag = _instruments.Find(item => item.Name.EndsWith(".lag", StringComparison.Ordinal) && item.Kind == nameof(MetricKind.Gauge))
            ?? _instruments.Find(item => item.Name.EndsWith(".queue.wait", StringComparison.Ordinal))
            ?? _instruments.Find(item => item.Name is "nodejs.eventloop.delay.p99" or "nodejs.eventloop.delay.mean");
        if (lag is null)
        {
            return null;
        }

        var chart = Chart(lag);
        return chart.Heat is null ? Of(lag, lag.Unit, Sum(chart)) : Percentile90(lag, chart);
    }

    /// <summary>Null when the histogram was cleared in between.</summary>
    private Vital? Percentile90(InstrumentView item, ChartData chart) => chart.Lines.Count < 2 ? null : Of(item, item.Unit, chart.Lines[1].Values);

    private ChartData Chart(InstrumentView item, string? key = null, string? value = null) => metrics.Read(
        new InstrumentKey(item.Resource, item.Meter, item.Name),
        instrument => new ChartBuilder(instrument, key is null ? [] : [(key, value!)], from, to, steps).Build())
        ?? new ChartData(item, [], [], [], null, null, [], 0); // cleared in between

    private List<double?> ErrorShare(InstrumentView item, ChartData chart, ChartLine all)
    {
        var failed = new double[steps];
        foreach (var dimension in chart.Dimensions.Where(dimension => Status.Contains(dimension.Key)))
        {
            foreach (var status in dimension.Values.Where(status => status.StartsWith('5')))
            {
                var rate = Chart(item, dimension.Key, status).Rate;
                for (var i = 0; i < steps; i++)
                {
                    failed[i] += rate?.Values[i] ?? 0;
                }
            }
        }

        return [.. all.Values.Select((rate, i) => rate is > 0 and { } total ? Math.Min(100, 100 * failed[i] / total) : (double?)null)];
    }

    private List<double?> Sum(ChartData chart) =>
        [.. Enumerable.Range(0, steps).Select(i => chart.Lines.Exists(line => line.Values[i] is not null) ? chart.Lines.Sum(line => line.Values[i] ?? 0) : (double?)null)];

    /// <summary>Now is the newest value of the last minute: a service that has nothing to do reports none, and one that ended has none.</summary>
    private Vital Of(InstrumentView item, string unit, List<double?> values) =>
        new(values.Skip(steps - Math.Max(1, (int)Math.Ceiling(Recent / ((to - from) / steps)))).LastOrDefault(value => value is not null), values, unit, item.Meter, item.Name);
}
