using Belfry.Dashboard.Logs;
using Belfry.Dashboard.Otlp;

namespace Belfry.Dashboard.Traces;

internal sealed record TraceSource(string Resource, int Spans);

/// <summary>One trace in a list. <paramref name="Start"/> is in milliseconds since 1970, <paramref name="Duration"/> in milliseconds.</summary>
internal sealed record TraceRow(
    string TraceId, long Order, string Name, string Resource, double Start, double Duration, int Spans, int Errors, List<TraceSource> Resources);

/// <summary>Newest first; <paramref name="Next"/> continues with older traces and is null at the end.</summary>
internal sealed record TracePage(List<TraceRow> Items, long? Next, int Stored, int StoredSpans, long Dropped);

/// <summary>An event inside a span; <paramref name="Offset"/> is in milliseconds from the start of the trace.</summary>
internal sealed record SpanEventView(string Name, double Offset, List<AttributeView> Attributes);

/// <summary>A pointer to a span of another trace, such as the commit batch that served a request.</summary>
internal sealed record SpanLinkView(string? TraceId, string? SpanId, List<AttributeView> Attributes);

/// <summary>One span. <paramref name="Offset"/> and <paramref name="Duration"/> are in milliseconds, the former from the start of the trace.</summary>
internal sealed record SpanView(
    string? SpanId, string? ParentId, string Name, string Kind, string Resource, string? Instance, string Scope, double Offset, double Duration, bool Failed,
    string? StatusMessage, List<AttributeView> Attributes, List<SpanEventView> Events, List<SpanLinkView> Links);

/// <summary>A whole trace: spans by start time, and the log records written during it.</summary>
internal sealed record TraceDetail(TraceRow Trace, List<SpanView> Spans, List<LogRow> Logs, bool Incomplete);

/// <summary>Conditions on a trace, or on a span. Every part left out means all.</summary>
internal sealed record TraceQuery
{
    /// <summary>Names as <see cref="TelemetrySource.IsOneOf"/> takes them; none means all.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    public string? Text { get; init; }

    public UInt128 TraceId { get; init; }

    /// <summary>A span has an error by its status, a trace when one of its spans has.</summary>
    public bool? HasError { get; init; }

    /// <summary>Shortest and longest duration in milliseconds.</summary>
    public double MinMilliseconds { get; init; }

    public double MaxMilliseconds { get; init; } = double.PositiveInfinity;

    /// <summary>When it started.</summary>
    public TimeRange Time { get; init; } = TimeRange.All;

    public IReadOnlyList<AttributeFilter> Filters { get; init; } = [];

    /// <summary>Only traces older than this <see cref="TraceRow.Order"/>.</summary>
    public long Before { get; init; } = long.MaxValue;

    public int Limit { get; init; } = 100;
}
