using Belfry.Dashboard.Otlp;

namespace Belfry.Dashboard.Traces;

/// <summary>A trace as far as its spans have arrived. Guarded by the store's lock.</summary>
internal sealed class TraceEntry(UInt128 id)
{
    /// <summary>Sources told apart per trace; further ones are counted in the last.</summary>
    private const int MaxSources = 32;

    private bool _hasRoot;

    public UInt128 Id { get; } = id;

    public ulong Start { get; private set; } = ulong.MaxValue;

    public ulong End { get; private set; }

    public int Spans { get; private set; }

    public int Errors { get; private set; }

    /// <summary>The newest stored span; the others follow through <see cref="SpanEntry.Previous"/>.</summary>
    public long LastSpan { get; private set; } = -1;

    /// <summary>The span that names the trace: the one without a parent, until it arrives the earliest one.</summary>
    public long NamingSpan { get; private set; } = -1;

    public List<(TelemetrySource Source, int Spans)> Sources { get; } = new(2);

    public void Add(in SpanEntry span, long sequence)
    {
        var isRoot = span.ParentId == 0;
        if ((isRoot && !_hasRoot) || (!_hasRoot && span.Start < Start))
        {
            NamingSpan = sequence;
            _hasRoot = isRoot;
        }

        Start = Math.Min(Start, span.Start);
        End = Math.Max(End, span.End);
        Spans++;
        Errors += span.Failed ? 1 : 0;
        LastSpan = sequence;

        CountSource(span.Scope.Source);
    }

    /// <summary>One of its spans made room for newer ones. True when it was the last.</summary>
    public bool RemoveSpan() => --Spans <= 0;

    private void CountSource(TelemetrySource source)
    {
        var index = Sources.FindIndex(known => known.Source.Name == source.Name);
        if (index >= 0 || Sources.Count == MaxSources)
        {
            index = index >= 0 ? index : Sources.Count - 1;
            Sources[index] = (Sources[index].Source, Sources[index].Spans + 1);
        }
        else
        {
            Sources.Add((source, 1));
        }
    }
}
