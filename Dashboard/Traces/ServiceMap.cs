using Belfry.Dashboard.Records;

namespace Belfry.Dashboard.Traces;

/// <summary>
/// A place on the map. <paramref name="Kind"/> is <c>service</c>, <c>database</c> or <c>external</c>; <paramref name="Calls"/> are those it answered,
/// or for one that nobody calls those it began. Durations are in milliseconds.
/// </summary>
internal sealed record MapNode(string Name, string Kind, int Calls, int Failed, double? P50, double? P95);

/// <summary>Calls from one place to another, as long as they took at the callee's end, or at the caller's where the callee sends nothing.</summary>
internal sealed record MapEdge(string From, string To, int Calls, int Failed, double? P50, double? P95);

/// <summary>Who calls whom, read from <paramref name="Traces"/> traces. <paramref name="Omitted"/> calls went to more places than a map can show.</summary>
internal sealed record ServiceMapView(List<MapNode> Nodes, List<MapEdge> Edges, int Traces, int Omitted);

/// <summary>
/// Adds traces up to a map. Bounded by <see cref="MaxNodes"/> places and their pairs, and by <see cref="MaxSpansPerTrace"/> spans of any one trace.
/// </summary>
internal sealed class ServiceMap
{
    private const int MaxNodes = 60;
    private const int MaxEdges = 300;
    private const int MaxSpansPerTrace = 5_000;
    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string From, string To), Tally> _edges = [];
    private readonly Dictionary<ulong, string> _sources = [];
    private readonly HashSet<ulong> _answered = [];
    private int _traces;
    private int _omitted;

    public void Add(TraceEntry trace, RecordRing<SpanEntry> spans)
    {
        _traces++;
        _sources.Clear();
        _answered.Clear();
        foreach (var id in Chain(trace, spans))
        {
            _sources[spans.Entry(id).SpanId] = spans.Entry(id).Scope.Source.Name;
        }

        foreach (var id in Chain(trace, spans))
        {
            AddIncoming(spans.Entry(id), spans.Bytes(id));
        }

        foreach (var id in Chain(trace, spans))
        {
            if (!_answered.Contains(spans.Entry(id).SpanId))
            {
                AddOutgoing(spans.Entry(id), spans.Bytes(id));
            }
        }
    }

    public ServiceMapView Build() => new(
        [.. _nodes.Select(node => (node.Key, node.Value.Kind, Of: node.Value.Answered.Durations.Count > 0 ? node.Value.Answered : node.Value.Began))
            .Select(node => new MapNode(node.Key, node.Kind, node.Of.Durations.Count, node.Of.Failed, node.Of.Durations.Percentile(0.5), node.Of.Durations.Percentile(0.95)))],
        [.. _edges.Select(edge => new MapEdge(edge.Key.From, edge.Key.To, edge.Value.Durations.Count, edge.Value.Failed, edge.Value.Durations.Percentile(0.5), edge.Value.Durations.Percentile(0.95)))],
        _traces, _omitted);

    private static IEnumerable<long> Chain(TraceEntry trace, RecordRing<SpanEntry> spans)
    {
        var count = 0;
        for (var id = trace.LastSpan; spans.Contains(id) && count++ < MaxSpansPerTrace; id = spans.Entry(id).Previous)
        {
            yield return id;
        }
    }

    private void AddIncoming(in SpanEntry span, ReadOnlySpan<byte> record)
    {
        var source = span.Scope.Source.Name;
        var caller = span.ParentId != 0 ? _sources.GetValueOrDefault(span.ParentId) : null;
        if (NodeOf(source, "service") is not { } node)
        {
            return;
        }

        if (new SpanFields(record).IsEntry)
        {
            node.Answered.Add(span);
        }
        else if (span.ParentId == 0)
        {
            node.Began.Add(span);
        }

        if (caller is not null && caller != source && NodeOf(caller, "service") is not null)
        {
            _answered.Add(span.ParentId);
            EdgeOf(caller, source)?.Add(span);
        }
    }

    private void AddOutgoing(in SpanEntry span, ReadOnlySpan<byte> record)
    {
        var fields = new SpanFields(record);
        if (fields.IsCall && fields.Target() is { } target && target.Name != span.Scope.Source.Name && NodeOf(target.Name, target.Kind) is { } node)
        {
            node.Answered.Add(span);
            EdgeOf(span.Scope.Source.Name, target.Name)?.Add(span);
        }
    }

    private Node? NodeOf(string name, string kind)
    {
        if (!_nodes.TryGetValue(name, out var node))
        {
            if (_nodes.Count >= MaxNodes)
            {
                _omitted++;
                return null;
            }

            _nodes[name] = node = new Node(kind);
        }

        return node;
    }

    private Tally? EdgeOf(string from, string to)
    {
        if (!_edges.TryGetValue((from, to), out var edge))
        {
            if (_edges.Count >= MaxEdges)
            {
                _omitted++;
                return null;
            }

            _edges[(from, to)] = edge = new Tally();
        }

        return edge;
    }

    private sealed class Node(string kind)
    {
        public string Kind { get; } = kind;

        public Tally Answered { get; } = new();

        public Tally Began { get; } = new();
    }
}
