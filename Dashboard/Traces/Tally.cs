namespace Belfry.Dashboard.Traces;

/// <summary>How many spans, how many of them failed, and how long they took.</summary>
internal sealed class Tally
{
    public LatencySketch Durations { get; } = new();

    public int Failed { get; private set; }

    public void Add(in SpanEntry span)
    {
        Durations.Add((span.End - span.Start) / 1e6);
        Failed += span.Failed ? 1 : 0;
    }
}
