using Belfry.Dashboard.Live;
using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;
using Belfry.Dashboard.Records;

namespace Belfry.Dashboard.Traces;

/// <summary>
/// The newest traces, put together as their spans arrive from whoever sends them. Bounded by <see cref="MaxTraces"/>, <see cref="MaxSpans"/>
/// and <see cref="MaxBytes"/>; emptied by newer traces and by <see cref="Clear"/>. Readers hold the lock for a few traces at a time.
/// </summary>
internal sealed class TraceStore
{
    public const int MaxTraces = 10_000;
    public const int MaxSpans = 100_000;
    public const int MaxBytes = 32 * 1024 * 1024;
    public const int MaxRecordBytes = 32 * 1024;
    private const int BlockTraces = 64;

    private readonly Lock _gate = new();
    private readonly SourceCache _sources;
    private readonly LiveUpdates _live;
    private readonly RecordRing<SpanEntry> _spans;

    /// <summary>Traces by id; exactly those of <see cref="_order"/> that still have spans.</summary>
    private readonly Dictionary<UInt128, TraceEntry> _byId = [];

    /// <summary>Traces by arrival, a circle of <see cref="MaxTraces"/>; <see cref="_next"/> is the next place.</summary>
    private readonly TraceEntry?[] _order = new TraceEntry?[MaxTraces];

    private long _next;

    public TraceStore(SourceCache sources, LiveUpdates live)
    {
        (_sources, _live) = (sources, live);
        _spans = new RecordRing<SpanEntry>(MaxSpans, MaxBytes, OnSpanEvicted);
    }

    public ExportOutcome Accept(ReadOnlySpan<byte> request)
    {
        var outcome = new ExportWalk(OtlpSchema.Span, _sources, Append, MaxRecordBytes).Run(request);
        _live.Publish(LiveTopics.Traces);
        return outcome;
    }

    public TracePage Query(TraceQuery query)
    {
        var match = new TraceMatch(query, _spans);
        var items = new List<TraceRow>(Math.Min(query.Limit, 256));
        var position = query.Before;
        while (true)
        {
            lock (_gate)
            {
                position = Math.Min(position, _next);
                var oldest = Math.Max(0, _next - MaxTraces);
                var end = Math.Max(oldest, position - BlockTraces);
                while (position > end && items.Count < query.Limit)
                {
                    position--;
                    if (_order[position % MaxTraces] is { Spans: > 0 } trace && match.Matches(trace))
                    {
                        items.Add(TraceViews.Row(trace, position, _spans));
                    }
                }

                if (position <= oldest || items.Count >= query.Limit)
                {
                    return new TracePage(items, position > oldest ? position : null, _byId.Count, _spans.Count, _spans.Oldest);
                }
            }
        }
    }

    /// <summary>Null when the trace is not, or no longer, here.</summary>
    public TraceDetail? Find(UInt128 traceId)
    {
        lock (_gate)
        {
            return _byId.TryGetValue(traceId, out var trace) ? TraceViews.Detail(trace, _spans) : null;
        }
    }

    /// <summary>Whatever spans before a place match, newest first, as they came; the batch counts those it has no room for.</summary>
    public void CollectSpans(TraceQuery query, long before, RecordBatch batch) =>
        _spans.CollectNewest(_gate, before, new SpanMatch(query).Matches, entry => entry.Scope, batch);

    /// <summary>The place that the next span will have.</summary>
    public long NextSpan
    {
        get
        {
            lock (_gate)
            {
                return _spans.Next;
            }
        }
    }

    /// <summary>The spans that match from a place on, oldest first, until the batch is full.</summary>
    /// <returns>The place to go on from.</returns>
    public long FollowSpans(TraceQuery query, long from, RecordBatch batch) => _spans.Follow(_gate, from, new SpanMatch(query).Matches, entry => entry.Scope, batch);

    /// <summary>All spans of the traces that match, newest trace first.</summary>
    /// <returns>How many traces match, and how many of them are in the batch whole.</returns>
    public (int Total, int Returned) CollectTraces(TraceQuery query, RecordBatch batch)
    {
        var match = new TraceMatch(query, _spans);
        int total = 0, returned = 0;
        Visit((trace, _) =>
        {
            if (match.Matches(trace))
            {
                returned += total++ < query.Limit && Collect(trace, batch) ? 1 : 0;
            }

            return true;
        });
        return (total, returned);
    }

    /// <summary>Everything that sent one of the spans kept.</summary>
    public HashSet<TelemetrySource> Sources() => _spans.Sources(_gate, entry => entry.Scope);

    /// <summary>Shows traces newest first, a few at a time under the lock, until <paramref name="visit"/> has seen enough (false) or all.</summary>
    public void Visit(Func<TraceEntry, RecordRing<SpanEntry>, bool> visit)
    {
        for (var position = long.MaxValue; position > 0;)
        {
            lock (_gate)
            {
                position = Math.Min(position, _next);
                var oldest = Math.Max(0, _next - MaxTraces);
                for (var end = Math.Max(oldest, position - BlockTraces); position > end;)
                {
                    position--;
                    if (_order[position % MaxTraces] is { Spans: > 0 } trace && !visit(trace, _spans))
                    {
                        return;
                    }
                }

                position = position <= oldest ? 0 : position;
            }
        }
    }

    /// <summary>Every span, oldest first, copied a block at a time; spans that are pushed out meanwhile are left out.</summary>
    public IEnumerable<(TelemetryScope Scope, byte[] Record)> Export() => _spans.Export(_gate, entry => entry.Scope);

    public void Clear()
    {
        lock (_gate)
        {
            _spans.Clear();
            _byId.Clear();
            Array.Clear(_order);
        }

        _live.Publish(LiveTopics.Traces);
    }

    private bool Collect(TraceEntry trace, RecordBatch batch)
    {
        for (var id = trace.LastSpan; _spans.Contains(id); id = _spans.Entry(id).Previous)
        {
            batch.Add(_spans.Entry(id).Scope, _spans.Bytes(id));
        }

        return !batch.IsFull;
    }

    private bool Append(TelemetryScope scope, ReadOnlySpan<byte> record)
    {
        var span = SpanEntry.Decode(scope, record);
        if (span.TraceId == UInt128.Zero || span.SpanId == 0)
        {
            return false;
        }

        lock (_gate)
        {
            if (!_byId.TryGetValue(span.TraceId, out var trace))
            {
                trace = AddTrace(span.TraceId);
            }

            span.Trace = trace;
            span.Previous = trace.LastSpan;
            trace.Add(span, _spans.Append(span, record));
            // Its own older spans may just have made room for this one, and taken the trace's last place with them.
            _byId[span.TraceId] = trace;
        }

        return true;
    }

    private TraceEntry AddTrace(UInt128 id)
    {
        ref var place = ref _order[_next++ % MaxTraces];
        if (place is not null)
        {
            Forget(place);
        }

        return _byId[id] = place = new TraceEntry(id);
    }

    private void OnSpanEvicted(SpanEntry span)
    {
        if (span.Trace.RemoveSpan())
        {
            Forget(span.Trace);
        }
    }

    private void Forget(TraceEntry trace)
    {
        if (_byId.TryGetValue(trace.Id, out var current) && current == trace)
        {
            _byId.Remove(trace.Id);
        }
    }
}
