using System.Text;
using System.Text.Json;
using Belfry.Dashboard.Live;
using Belfry.Dashboard.Logs;
using Belfry.Dashboard.Metrics;
using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;
using Belfry.Dashboard.Runs;
using Belfry.Dashboard.Telemetry;
using Belfry.Dashboard.Traces;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Belfry.Tests.Dashboard;

/// <summary>
/// Tens of thousands of broken requests straight into the stores, from a fixed seed: none may throw, and whatever was taken must be readable by
/// every reader there is.
/// </summary>
public sealed class FuzzTests
{
    private const int Requests = 20_000;

    /// <summary>What the mutations splice in: wrong types, the ends of every range, script, text that is not UTF-8.</summary>
    private static readonly byte[][] Spices =
    [
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80], [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
        [0xC3, 0x28, 0xED, 0xA0, 0x80], "<script>alert(1)</script>"u8.ToArray(), "\0\u0001\u2028"u8.ToArray(), [0, 0, 0, 0, 0, 0, 0xF8, 0x7F], [0, 0, 0, 0, 0, 0, 0xF0, 0xFF],
        [0x08, 0x96, 0x01], [0x09, 1, 2, 3, 4, 5, 6, 7, 8], [0x12, 0], [0x2A, 0], [0x5A, 2, 0x0A, 0],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Protobuf_MutatedEveryWay_NeverThrowsAndStaysReadable(int signal)
    {
        var random = new Random(signal);
        var stores = new TelemetryStores(new LiveUpdates(), TimeProvider.System);
        var real = Protobuf((Signal)signal);
        long accepted = stores.Accept((Signal)signal, real).Accepted;
        Assert.Equal(2, accepted);
        for (var i = 0; i < Requests; i++)
        {
            accepted += stores.Accept((Signal)signal, Mutate(random, real)).Accepted;
            if (i % 2_000 == 0)
            {
                ReadEverything(stores);
            }
        }

        ReadEverything(stores);
        Assert.InRange(accepted, 100, 2L * Requests * 8);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Json_MutatedEveryWay_IsTakenOrRefusedAsJson(int signal)
    {
        var random = new Random(signal);
        var stores = new TelemetryStores(new LiveUpdates(), TimeProvider.System);
        var real = Encoding.UTF8.GetBytes(Json((Signal)signal));
        var taken = 0;
        for (var i = 0; i < Requests; i++)
        {
            using var writer = new ProtoWriter();
            try
            {
                OtlpJsonReader.Convert(i % 2 == 0 ? Mutate(random, real) : WrongTypes(random, real), TelemetryStores.SchemaOf((Signal)signal), writer);
                stores.Accept((Signal)signal, writer.Written);
                taken++;
            }
            catch (Exception refused) when (refused is JsonException or InvalidDataException or InvalidOperationException)
            {
                // What the endpoint answers with 400.
            }
        }

        ReadEverything(stores);
        Assert.InRange(taken, 100, Requests - 100);
    }

    private static void ReadEverything(TelemetryStores stores)
    {
        foreach (var row in stores.Logs.Query(new LogQuery { Limit = 1_000, Text = "a" }).Items)
        {
            stores.Logs.Find(row.Id);
        }

        var filters = AttributeFilter.ReadAll(new QueryCollection(new Dictionary<string, StringValues> { ["filter"] = new(["a > 1", "b ~ x", "service.name != y"]) }), out _);
        stores.Logs.Query(new LogQuery { Filters = filters });
        foreach (var row in stores.Traces.Query(new TraceQuery { Limit = 500 }).Items)
        {
            Assert.True(TelemetryIds.TryParseTrace(row.TraceId, out var id));
            stores.Traces.Find(id);
        }

        foreach (var (signal, records) in new[] { (Signal.Logs, stores.Logs.Export()), (Signal.Traces, stores.Traces.Export()) })
        {
            foreach (var (scope, record) in records.TakeLast(500))
            {
                using var line = JsonDocument.Parse(OtlpLine.Of(signal, scope, record));
            }
        }

        var query = TelemetryQuery.Read(new QueryCollection(new Dictionary<string, StringValues> { ["from"] = "1970-01-01T00:00:00Z" }), ["from"], out _);
        using var metrics = JsonDocument.Parse(new MetricAnswer(stores.Metrics, query).Snapshot(out _, out _));
        stores.Metrics.Read(instruments => instruments.Select(instrument => new ChartBuilder(instrument, [], 0, 1e13, 100).Build()).ToList());
        _ = stores.Metrics.Newest;
        TelemetrySources.List(stores);
    }

    /// <summary>Changes, inserts, removes and repeats bytes, and cuts the end off.</summary>
    private static byte[] Mutate(Random random, byte[] real)
    {
        var bytes = real.ToList();
        for (var changes = random.Next(1, 8); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.InsertRange(at, Spices[random.Next(Spices.Length)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, random.Next(Math.Min(8, bytes.Count - at)) + 1);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, random.Next(bytes.Count - at)));
                    break;
                default:
                    bytes = random.Next(4) == 0 ? bytes[..at] : bytes;
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Replaces one value by one of another type; the text stays JSON.</summary>
    private static byte[] WrongTypes(Random random, byte[] real)
    {
        string[] values = ["null", "true", "\"text\"", "-1", "1e999", "18446744073709551616", "[]", "{}", "[[[]]]", "{\"a\":{}}", "\"\\ud800\"", "1.5", "\"NaN\""];
        var json = Encoding.UTF8.GetString(real);
        var places = System.Text.RegularExpressions.Regex.Matches(json, "(?<=:)(\"[^\"]*\"|[0-9.]+)");
        var place = places[random.Next(places.Count)];
        return Encoding.UTF8.GetBytes(string.Concat(json.AsSpan(0, place.Index), values[random.Next(values.Length)], json.AsSpan(place.Index + place.Length)));
    }

    private static byte[] Protobuf(Signal signal)
    {
        using var writer = new ProtoWriter();
        OtlpJsonReader.Convert(Encoding.UTF8.GetBytes(Json(signal)), TelemetryStores.SchemaOf(signal), writer);
        return writer.Written.ToArray();
    }

    /// <summary>A request with two records that use every kind of field.</summary>
    private static string Json(Signal signal)
    {
        const string Value = """{"arrayValue":{"values":[{"stringValue":"a"},{"intValue":"-7"},{"doubleValue":0.5},{"boolValue":true},{"bytesValue":"AAE="},{"kvlistValue":{"values":[{"key":"b","value":{"stringValue":"x"}}]}}]}}""";
        const string Attributes = """[{"key":"a","value":{"intValue":"5"}},{"key":"b","value":{"stringValue":"xyz"}},{"key":"list","value":$VALUE}]""";
        const string Ids = "\"traceId\":\"0102030405060708090a0b0c0d0e0f10\",\"spanId\":\"0102030405060708\"";
        var (resources, scopes, records, record) = signal switch
        {
            Signal.Logs => ("resourceLogs", "scopeLogs", "logRecords", """
                {"timeUnixNano":"1700000000123456789","observedTimeUnixNano":"1","severityNumber":13,"severityText":"Warning","body":$VALUE,"attributes":$ATTRIBUTES,"flags":1,$IDS,"eventName":"e"}
                """),
            Signal.Traces => ("resourceSpans", "scopeSpans", "spans", """
                {$IDS,"parentSpanId":"0102030405060709","name":"n","kind":2,"startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000000000000001","attributes":$ATTRIBUTES,"events":[{"timeUnixNano":"1","name":"exception","attributes":$ATTRIBUTES}],"links":[{$IDS,"attributes":$ATTRIBUTES}],"status":{"message":"m","code":2}}
                """),
            _ => ("resourceMetrics", "scopeMetrics", "metrics", """
                {"name":"h","unit":"s","histogram":{"aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"1700000000000000000","count":"3","sum":1.5,"bucketCounts":["1","2"],"explicitBounds":[0.1],"attributes":$ATTRIBUTES,"exemplars":[{"timeUnixNano":"1","asDouble":1.0,$IDS}]}]}},
                {"name":"e","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"1700000000000000000","count":"3","sum":1.5,"scale":2,"zeroCount":"1","positive":{"offset":-3,"bucketCounts":["1","2"]},"attributes":$ATTRIBUTES}]}}
                """),
        };
        record = signal == Signal.Metrics ? record : $"{record},{record}";
        return """{"$RESOURCES":[{"resource":{"attributes":$ATTRIBUTES},"$SCOPES":[{"scope":{"name":"s","version":"1","attributes":$ATTRIBUTES},"$RECORDS":[$RECORD]}]}]}"""
            .Replace("$RESOURCES", resources).Replace("$SCOPES", scopes).Replace("$RECORDS", records).Replace("$RECORD", record)
            .Replace("$ATTRIBUTES", Attributes).Replace("$VALUE", Value).Replace("$IDS", Ids);
    }
}
