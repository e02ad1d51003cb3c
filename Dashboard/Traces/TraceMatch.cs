using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Records;

namespace Belfry.Dashboard.Traces;

/// <summary>Whether a trace answers a query: the text and each attribute condition must hold for at least one of its spans.</summary>
internal sealed class TraceMatch(TraceQuery query, RecordRing<SpanEntry> spans)
{
    private const int AttributesField = 9;
    private readonly RecordSearch? _search = query.Text is { Length: > 0 } text ? new RecordSearch(text) : null;

    public bool Matches(TraceEntry trace)
    {
        var duration = (trace.End - trace.Start) / 1e6;
        if ((query.HasError is { } wanted && trace.Errors > 0 != wanted)
            || duration < query.MinMilliseconds || duration > query.MaxMilliseconds
            || !query.Time.Contains(trace.Start)
            || (query.TraceId != UInt128.Zero && trace.Id != query.TraceId)
            || !trace.Sources.Exists(source => source.Source.IsOneOf(query.Resources)))
        {
            return false;
        }

        return (_search is null || MatchesText(trace)) && query.Filters.All(filter => MatchesFilter(trace, filter));
    }

    private bool MatchesText(TraceEntry trace)
    {
        if (TelemetryIds.Hex(trace.Id)!.StartsWith(query.Text!, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        for (var id = trace.LastSpan; spans.Contains(id); id = spans.Entry(id).Previous)
        {
            if (_search!.Matches(spans.Bytes(id)))
            {
                return true;
            }
        }

        return false;
    }

    private bool MatchesFilter(TraceEntry trace, AttributeFilter filter)
    {
        for (var id = trace.LastSpan; spans.Contains(id); id = spans.Entry(id).Previous)
        {
            if (filter.Matches(spans.Bytes(id), AttributesField, spans.Entry(id).Scope.Source))
            {
                return true;
            }
        }

        return false;
    }
}
