using System.Globalization;
using Belfry.Dashboard.Logs;
using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Traces;

namespace Belfry.Dashboard.Telemetry;

/// <summary>
/// The query string of the telemetry API, such as <c>?resource=api&amp;severity=Warning&amp;from=2026-11-21T10:00:00Z</c>.
/// A parameter that is not known is a fault: a script with a slip of the pen should not get everything.
/// </summary>
internal sealed class TelemetryQuery
{
    /// <summary>Most records in one answer.</summary>
    public const int MaxLimit = 10_000;

    private static readonly string[] Severities = ["trace", "debug", "information", "warning", "error", "critical"];

    private readonly IQueryCollection _query;
    private readonly List<AttributeFilter> _filters;
    private string? _fault;

    private TelemetryQuery(IQueryCollection query, string[] known)
    {
        _query = query;
        _filters = AttributeFilter.ReadAll(query, out _fault);
        if (query.Keys.FirstOrDefault(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            _fault ??= $"There is no parameter \"{unknown}\" here. There are: {string.Join(", ", known)}.";
        }
    }

    public string[] Resources => [.. _query["resource"].Where(name => !string.IsNullOrEmpty(name)).Select(name => name!)];

    public string? Run => _query["run"];

    public bool IsFollowing { get; private set; }

    /// <summary>Null when the caller named none.</summary>
    public int? Limit { get; private set; }

    public LogQuery Logs { get; private set; } = new();

    public TraceQuery Traces { get; private set; } = new();

    public TimeRange Time { get; private set; } = TimeRange.All;

    public IReadOnlyList<AttributeFilter> Filters => _filters;

    /// <summary>A meter's or an instrument's exact name.</summary>
    public string? this[string name] => _query[name] is { Count: > 0 } value ? value.ToString() : null;

    public static TelemetryQuery Read(IQueryCollection values, string[] known, out string? fault)
    {
        var query = new TelemetryQuery(values, known);
        query.Read();
        fault = query._fault;
        return query;
    }

    private void Read()
    {
        IsFollowing = Flag("follow") ?? false;
        Limit = (int?)Number("limit", 1, MaxLimit);
        Time = new TimeRange(Moment("from") ?? 0, Moment("to") ?? ulong.MaxValue);
        var traceId = UInt128.Zero;
        if (this["traceId"] is { } hex && !TelemetryIds.TryParseTrace(hex, out traceId))
        {
            _fault ??= "traceId must be 32 hexadecimal digits.";
        }

        Logs = new LogQuery
        {
            Resources = Resources, MinSeverity = Severity(), Text = this["search"], TraceId = traceId, Filters = _filters, Time = Time,
        };
        Traces = new TraceQuery
        {
            Resources = Resources, Text = this["search"], TraceId = traceId, Filters = _filters, Time = Time, HasError = Flag("hasError"),
            MinMilliseconds = Number("minDuration", 0, double.MaxValue) ?? 0, MaxMilliseconds = Number("maxDuration", 0, double.MaxValue) ?? double.PositiveInfinity,
        };
    }

    private bool? Flag(string name)
    {
        if (this[name] is not { } text)
        {
            return null;
        }

        if (!bool.TryParse(text, out var flag))
        {
            _fault ??= $"{name} must be true or false.";
        }

        return flag;
    }

    private double? Number(string name, double min, double max)
    {
        if (this[name] is not { } text)
        {
            return null;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !(number >= min && number <= max))
        {
            _fault ??= max == double.MaxValue ? $"{name} must be a number of milliseconds." : $"{name} must be a number from {min} to {max}.";
        }

        return number;
    }

    /// <summary>Nanoseconds since 1970 of a time such as <c>2026-11-21T10:00:00Z</c>.</summary>
    private ulong? Moment(string name)
    {
        if (this[name] is not { } text)
        {
            return null;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) || time < DateTimeOffset.UnixEpoch)
        {
            _fault ??= $"{name} must be a time such as 2026-11-21T10:00:00Z.";
            return null;
        }

        return (ulong)(time - DateTimeOffset.UnixEpoch).Ticks * 100;
    }

    /// <summary>The lowest OTLP severity number of a level's name: Trace 1, Debug 5, Information 9, Warning 13, Error 17, Critical 21.</summary>
    private int Severity()
    {
        if (this["severity"] is not { } text)
        {
            return 0;
        }

        var level = Array.IndexOf(Severities, text.ToLowerInvariant());
        if (level < 0)
        {
            _fault ??= $"severity must be one of {string.Join(", ", Severities)}; it means this level and those above it.";
        }

        return level == 0 ? 0 : (level * 4) + 1;
    }
}
