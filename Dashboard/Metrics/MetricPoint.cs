namespace Belfry.Dashboard.Metrics;

/// <summary>How an instrument's numbers are to be read.</summary>
internal enum MetricKind
{
    /// <summary>The value is what counts now: gauges and up-down counters.</summary>
    Gauge,

    /// <summary>The value only grows; its growth per second is what counts.</summary>
    Counter,

    /// <summary>Counts per bucket that only grow.</summary>
    Histogram,
}

/// <summary>
/// One measurement of a series, always as a running total. <see cref="Value"/> is the number, or a histogram's sum;
/// <see cref="Count"/> and <see cref="Buckets"/> belong to histograms. Time is in milliseconds since 1970.
/// </summary>
internal readonly record struct MetricPoint(double Time, double Value, ulong Count = 0, uint[]? Buckets = null)
{
    /// <summary>What it takes in memory: itself, and its buckets with their array's header.</summary>
    public int Bytes => 32 + (Buckets is null ? 0 : 24 + (Buckets.Length * sizeof(uint)));
}

/// <summary>A measurement that was made inside a trace.</summary>
internal sealed record ExemplarView(double Time, double Value, string TraceId, string? SpanId);
