using Belfry.Dashboard.Records;

namespace Belfry.Dashboard.Logs;

/// <summary>Whether a log record answers a query.</summary>
internal sealed class LogMatch(LogQuery query)
{
    private const int AttributesField = 6;
    private readonly RecordSearch? _search = query.Text is { Length: > 0 } text ? new RecordSearch(text) : null;

    public bool Matches(in LogEntry entry, ReadOnlySpan<byte> record)
    {
        if (entry.Severity < query.MinSeverity
            || (query.TraceId != UInt128.Zero && entry.TraceId != query.TraceId)
            || !query.Time.Contains(entry.Time)
            || !entry.Scope.Source.IsOneOf(query.Resources)
            || (_search is not null && !_search.Matches(record) && !entry.Scope.Name.Contains(query.Text!, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        foreach (var filter in query.Filters)
        {
            if (!filter.Matches(record, AttributesField, entry.Scope.Source))
            {
                return false;
            }
        }

        return true;
    }
}
