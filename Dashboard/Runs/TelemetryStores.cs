using Belfry.Dashboard.Live;
using Belfry.Dashboard.Logs;
using Belfry.Dashboard.Metrics;
using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;
using Belfry.Dashboard.Traces;

namespace Belfry.Dashboard.Runs;

/// <summary>The three kinds of telemetry; the numbers are stored in run files.</summary>
internal enum Signal
{
    Traces = 1,
    Logs = 2,
    Metrics = 3,
}

/// <summary>The telemetry of one run of the app: the one that is going on, or an earlier one read back from its file.</summary>
internal sealed class TelemetryStores
{
    public TelemetryStores(LiveUpdates live, TimeProvider clock)
    {
        var sources = new SourceCache(clock);
        Logs = new LogStore(sources, live);
        Traces = new TraceStore(sources, live);
        Metrics = new MetricStore(sources, live);
    }

    public LogStore Logs { get; }

    public TraceStore Traces { get; }

    public MetricStore Metrics { get; }

    /// <summary>Takes one export request in its protobuf form.</summary>
    public ExportOutcome Accept(Signal signal, ReadOnlySpan<byte> request) => signal switch
    {
        Signal.Traces => Traces.Accept(request),
        Signal.Logs => Logs.Accept(request),
        _ => Metrics.Accept(request),
    };

    public void Clear()
    {
        Logs.Clear();
        Traces.Clear();
        Metrics.Clear();
    }

    public static MessageSchema SchemaOf(Signal signal) => signal switch
    {
        Signal.Traces => OtlpSchema.Traces,
        Signal.Logs => OtlpSchema.Logs,
        _ => OtlpSchema.Metrics,
    };
}
