using Belfry.Dashboard.Otlp;

namespace Belfry.Dashboard.Logs;

/// <summary>One log record in a list. <paramref name="Time"/> is in milliseconds since 1970.</summary>
internal sealed record LogRow(
    long Id, double Time, int Severity, string Resource, string? Instance, string Category, string Message, string? Exception, string? TraceId, string? SpanId);

/// <summary>One log record with everything it carries.</summary>
internal sealed record LogDetail(
    LogRow Row, string? Template, string? EventName, List<AttributeView> Attributes, List<AttributeView> ScopeAttributes, List<AttributeView> ResourceAttributes);

/// <summary>
/// Newest first. <paramref name="Next"/> continues with older records and is null at the end;
/// <paramref name="Newest"/> is the id after the newest record stored, for asking only for what came later.
/// </summary>
internal sealed record LogPage(List<LogRow> Items, long? Next, long Newest, int Stored, long Dropped);

/// <summary>What a reader asks for; every part left out means all.</summary>
internal sealed record LogQuery
{
    /// <summary>Names as <see cref="TelemetrySource.IsOneOf"/> takes them; none means all.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    public int MinSeverity { get; init; }

    public string? Text { get; init; }

    public UInt128 TraceId { get; init; }

    public IReadOnlyList<AttributeFilter> Filters { get; init; } = [];

    public TimeRange Time { get; init; } = TimeRange.All;

    /// <summary>Only records older than this id.</summary>
    public long Before { get; init; } = long.MaxValue;

    /// <summary>Only records with this id or a newer one.</summary>
    public long From { get; init; }

    public int Limit { get; init; } = 200;
}
