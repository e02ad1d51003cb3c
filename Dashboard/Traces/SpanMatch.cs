using Belfry.Dashboard.Records;

namespace Belfry.Dashboard.Traces;

/// <summary>Whether a single span answers a query; its duration and status are its own, not its trace's.</summary>
internal sealed class SpanMatch(TraceQuery query)
{
    private const int AttributesField = 9;
    private readonly RecordSearch? _search = query.Text is { Length: > 0 } text ? new RecordSearch(text) : null;

    public bool Matches(in SpanEntry span, ReadOnlySpan<byte> record)
    {
        var duration = (span.End - span.Start) / 1e6;
        if ((query.TraceId != UInt128.Zero && span.TraceId != query.TraceId)
            || (query.HasError is { } wanted && span.Failed != wanted)
            || duration < query.MinMilliseconds || duration > query.MaxMilliseconds
            || !query.Time.Contains(span.Start)
            || !span.Scope.Source.IsOneOf(query.Resources)
            || (_search is not null && !_search.Matches(record)))
        {
            return false;
        }

        foreach (var filter in query.Filters)
        {
            if (!filter.Matches(record, AttributesField, span.Scope.Source))
            {
                return false;
            }
        }

        return true;
    }
}
