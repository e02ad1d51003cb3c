using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Records;
using Belfry.Dashboard.Traces;

namespace Belfry.Dashboard.Home;

/// <summary>
/// Rate, errors and latency of those that send spans but no metrics of them, such as a page in a browser: by the spans that answer a call,
/// or where there are none by those that begin a trace. Bounded by <see cref="MaxServices"/>.
/// </summary>
internal sealed class SpanVitals(double from, double to, int steps)
{
    private const int MaxServices = 60;
    private readonly Dictionary<string, (Tally?[] Entries, Tally?[] Roots)> _services = new(StringComparer.Ordinal);

    public IEnumerable<string> Services => _services.Keys;

    /// <returns>False once traces are older than the range.</returns>
    public bool Add(TraceEntry trace, RecordRing<SpanEntry> spans)
    {
        for (var id = trace.LastSpan; spans.Contains(id); id = spans.Entry(id).Previous)
        {
            ref var span = ref spans.Entry(id);
            var step = (int)((TelemetryIds.Milliseconds(span.Start) - from) / (to - from) * steps);
            var isEntry = new SpanFields(spans.Bytes(id)).IsEntry;
            if (step < 0 || step >= steps || (!isEntry && span.ParentId != 0))
            {
                continue;
            }

            if (!_services.TryGetValue(span.Scope.Source.Name, out var service))
            {
                if (_services.Count >= MaxServices)
                {
                    continue;
                }

                _services[span.Scope.Source.Name] = service = (new Tally?[steps], new Tally?[steps]);
            }

            ((isEntry ? service.Entries : service.Roots)[step] ??= new Tally()).Add(span);
        }

        return TelemetryIds.Milliseconds(trace.End) >= from;
    }

    public ServiceVitals Read(string resource)
    {
        if (!_services.TryGetValue(resource, out var service))
        {
            return new ServiceVitals(resource, null, null, null, null, null);
        }

        var tallies = Array.Exists(service.Entries, tally => tally is not null) ? service.Entries : service.Roots;
        var seconds = (to - from) / 1000 / steps;
        return new ServiceVitals(
            resource,
            Of("1/s", [.. tallies.Select(tally => (double?)(tally?.Durations.Count ?? 0) / seconds)]),
            Of("%", [.. tallies.Select(tally => tally is null ? (double?)null : 100d * tally.Failed / tally.Durations.Count)]),
            Of("ms", [.. tallies.Select(tally => tally?.Durations.Percentile(0.9))]),
            null,
            null);
    }

    private static Vital Of(string unit, List<double?> values) => new(values[^1], values, unit, "", "");
}
