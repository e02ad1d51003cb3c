using Belfry.Dashboard.Logs;
using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Runs;
using Belfry.Dashboard.Traces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Dashboard.Records;

/// <summary>Attribute keys met in recent telemetry, and the values that the key asked about took: what a filter can be made of.</summary>
internal sealed record AttributeSuggestions(List<string> Keys, List<string> Values);

/// <summary><c>GET /api/attributes?signal=logs&amp;key=http.route</c>, read from the newest few hundred records.</summary>
internal static class SuggestionEndpoints
{
    private const int Records = 400;
    private const int MaxKeys = 200;
    private const int MaxValues = 50;
    private const int MaxValueLength = 200;

    public static void MapSuggestions(this IEndpointRouteBuilder app) => app.MapGet("/api/attributes", Get);

    private static Results<Ok<AttributeSuggestions>, ProblemHttpResult> Get(RunLibrary runs, string? run, string? signal, string? key)
    {
        if (runs.Find(run) is not { } stores)
        {
            return Problems.NotFound(RunLibrary.NoSuchRun);
        }

        var keys = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        var values = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var attribute in signal == "traces" ? OfSpans(stores.Traces) : OfLogs(stores.Logs))
        {
            if (keys.Count < MaxKeys)
            {
                keys.Add(attribute.Key);
            }

            if (attribute.Key == key && attribute.Value.Length <= MaxValueLength)
            {
                values[attribute.Value] = values.GetValueOrDefault(attribute.Value) + 1;
            }
        }

        keys.Remove("{OriginalFormat}");
        return TypedResults.Ok(new AttributeSuggestions([.. keys], [.. values.OrderByDescending(value => value.Value).Take(MaxValues).Select(value => value.Key)]));
    }

    private static IEnumerable<AttributeView> OfLogs(LogStore logs)
    {
        var newest = logs.Query(new LogQuery { Limit = 1 }).Newest;
        for (var id = newest - 1; id >= Math.Max(0, newest - Records); id--)
        {
            foreach (var attribute in logs.Find(id) is { } log ? log.Attributes.Concat(log.ResourceAttributes) : [])
            {
                yield return attribute;
            }
        }
    }

    private static List<AttributeView> OfSpans(TraceStore traces)
    {
        var attributes = new List<AttributeView>();
        var left = Records;
        traces.Visit((trace, spans) =>
        {
            for (var id = trace.LastSpan; spans.Contains(id) && left-- > 0; id = spans.Entry(id).Previous)
            {
                attributes.AddRange(AttributeReader.ReadAll(spans.Bytes(id), 9));
                attributes.AddRange(AttributeReader.ReadAll(spans.Entry(id).Scope.Source.Encoded, 1));
            }

            return left > 0;
        });
        return attributes;
    }
}
