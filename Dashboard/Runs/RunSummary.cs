using System.Text;
using Belfry.Dashboard.Logs;
using Belfry.Dashboard.Records;
using Belfry.Dashboard.Traces;

namespace Belfry.Dashboard.Runs;

/// <summary>One kind of work that a service did in a run; durations in milliseconds.</summary>
internal sealed record OperationView(string Resource, string Name, int Count, int Failed, double? P50, double? P95, double Max);

/// <summary>A warning or error that was logged, its numbers made alike so that repetitions are one; <paramref name="Severity"/> is OTLP's number.</summary>
internal sealed record ProblemView(string Resource, int Severity, string Category, string Message, int Count);

/// <summary>The most memory a service was seen to have, in bytes.</summary>
internal sealed record MemoryView(string Resource, double Bytes);

/// <summary>What a run came to, for comparing it with another. <paramref name="Omitted"/> spans are of operations beyond the bound.</summary>
internal sealed record RunSummaryView(
    string Run, int Traces, int Spans, int Logs, List<OperationView> Operations, List<ProblemView> Problems, List<MemoryView> Memory, int Omitted);

/// <summary>Adds a run up. Bounded by <see cref="MaxOperations"/>, and by the newest <see cref="MaxProblemRecords"/> warnings and errors.</summary>
internal sealed class RunSummary(TelemetryStores stores)
{
    private const int MaxOperations = 500;
    private const int MaxProblems = 200;
    private const int MaxProblemRecords = 5_000;
    private const int MaxMessageLength = 300;
    private static readonly string[] MemoryNames = ["dotnet.process.memory.working_set", "process.memory.usage", "process.runtime.cpython.memory", "v8js.memory.heap.used"];
    private readonly Dictionary<(string Resource, string Name), Tally> _operations = [];
    private int _omitted;

    public RunSummaryView Build(string run)
    {
        stores.Traces.Visit(Add);
        var traces = stores.Traces.Query(new TraceQuery { Limit = 1 });
        var logs = stores.Logs.Query(new LogQuery { MinSeverity = 13, Limit = MaxProblemRecords });
        return new RunSummaryView(
            run, traces.Stored, traces.StoredSpans, logs.Stored,
            [.. _operations.Select(item => new OperationView(
                    item.Key.Resource, item.Key.Name, item.Value.Durations.Count, item.Value.Failed,
                    item.Value.Durations.Percentile(0.5), item.Value.Durations.Percentile(0.95), item.Value.Durations.Max))
                .OrderByDescending(item => item.Count)],
            Problems(logs.Items), Memory(), _omitted);
    }

    /// <summary>Numbers and ids differ each time; what stays is the pattern: <c>Item # of list # failed</c>.</summary>
    internal static string Pattern(string message)
    {
        var text = message.Length > MaxMessageLength ? message[..MaxMessageLength] : message;
        var pattern = new StringBuilder(text.Length);
        foreach (var word in text.Split(' '))
        {
            pattern.Append(pattern.Length > 0 ? " " : "");
            var hasDigit = word.AsSpan().IndexOfAnyInRange('0', '9') >= 0;
            if (hasDigit && word.Length >= 16)
            {
                pattern.Append('#'); // an id, a time, a path with an id in it
                continue;
            }

            foreach (var letter in word)
            {
                if (!char.IsAsciiDigit(letter))
                {
                    pattern.Append(letter);
                }
                else if (pattern.Length == 0 || pattern[^1] != '#')
                {
                    pattern.Append('#');
                }
            }
        }

        return pattern.ToString();
    }

    /// <summary>What answers a call, or begins a trace: inner spans would count the same work again.</summary>
    private bool Add(TraceEntry trace, RecordRing<SpanEntry> spans)
    {
        for (var id = trace.LastSpan; spans.Contains(id); id = spans.Entry(id).Previous)
        {
            var fields = new SpanFields(spans.Bytes(id));
            if (!fields.IsEntry && spans.Entry(id).ParentId != 0)
            {
                continue;
            }

            var key = (spans.Entry(id).Scope.Source.Name, fields.Name);
            if (!_operations.TryGetValue(key, out var tally))
            {
                if (_operations.Count >= MaxOperations)
                {
                    _omitted++;
                    continue;
                }

                _operations[key] = tally = new Tally();
            }

            tally.Add(spans.Entry(id));
        }

        return true;
    }

    private static List<ProblemView> Problems(List<LogRow> rows) =>
        [.. rows.GroupBy(row => (row.Resource, Level: row.Severity >= 17 ? 17 : 13, row.Category, Message: Pattern(row.Message)))
            .OrderByDescending(group => group.Key.Level).ThenByDescending(group => group.Count()).Take(MaxProblems)
            .Select(group => new ProblemView(group.Key.Resource, group.Key.Level, group.Key.Category, group.Key.Message, group.Count()))];

    private List<MemoryView> Memory() => stores.Metrics.Read(instruments => instruments
        .Where(instrument => MemoryNames.Contains(instrument.Key.Name))
        .Select(instrument => new MemoryView(instrument.Key.Resource, instrument.Series.SelectMany(series => series.Points).Select(point => point.Value).DefaultIfEmpty().Max()))
        .OrderBy(memory => memory.Resource, StringComparer.Ordinal).ToList());
}
