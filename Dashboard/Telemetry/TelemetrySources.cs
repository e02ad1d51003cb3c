using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Runs;

namespace Belfry.Dashboard.Telemetry;

/// <summary>Who sent the telemetry that is kept, read from the stores themselves.</summary>
internal static class TelemetrySources
{
    public static TelemetryResource[] List(TelemetryStores stores)
    {
        var (logs, traces, metrics) = (stores.Logs.Sources(), stores.Traces.Sources(), Metrics(stores));
        var all = logs.Concat(traces).Concat(metrics).Distinct().ToLookup(source => source.FullName);
        var replicas = all.CountBy(group => group.First().Name).ToDictionary();
        return [.. all.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new TelemetryResource(
            group.First().Name, group.First().InstanceId, replicas[group.First().Name] > 1 ? group.Key : group.First().Name,
            group.Any(logs.Contains), group.Any(traces.Contains), group.Any(metrics.Contains)))];
    }

    /// <summary>The first of the names that nothing is known by, or null.</summary>
    public static string? Missing(TelemetryStores stores, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return null;
        }

        var sources = stores.Logs.Sources().Concat(stores.Traces.Sources()).Concat(Metrics(stores)).ToHashSet();
        return names.FirstOrDefault(name => !sources.Any(source => source.IsOneOf([name])));
    }

    private static HashSet<TelemetrySource> Metrics(TelemetryStores stores) =>
        stores.Metrics.Read(instruments => instruments.SelectMany(instrument => instrument.Series).Select(series => series.Scope.Source).ToHashSet());
}
