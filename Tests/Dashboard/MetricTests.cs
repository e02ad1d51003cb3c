using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Belfry.Tests.Dashboard;

public sealed class MetricTests
{
    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    [Fact]
    public async Task Chart_OfACounter_IsItsGrowthPerSecond()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        var start = Now - 60_000;
        for (var i = 0; i <= 50; i++)
        {
            await SendAsync(dashboard, Counter("requests", start + (i * 1_000), i * 5, "GET"));
        }

        var chart = await dashboard.GetAsync("/api/metrics/chart?resource=api&meter=Belfry.Tests&name=requests&minutes=2");

        var values = chart["lines"]![0]!["values"]!.AsArray().Where(value => value is not null).Select(value => (double)value!).ToList();
        Assert.InRange(values.Count, 30, 60);
        Assert.All(values, value => Assert.InRange(value, 4.9, 5.1));
    }

    [Fact]
    public async Task Chart_OfReplicas_HasALineForEach()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        var start = Now - 60_000;
        for (var i = 0; i <= 50; i++)
        {
            await SendAsync(dashboard, Counter("requests", start + (i * 1_000), i * 5, "GET", instance: "one"));
            await SendAsync(dashboard, Counter("requests", start + (i * 1_000) + 500, 1_000 + (i * 2), "GET", instance: "two"));
        }

        var chart = await dashboard.GetAsync("/api/metrics/chart?resource=api&meter=Belfry.Tests&name=requests&minutes=2");

        var rates = chart["lines"]!.AsArray().ToDictionary(line => (string)line!["label"]!, line => line!["values"]!.AsArray().Where(value => value is not null).ToList());
        Assert.Equal(["GET one", "GET two"], rates.Keys.Order());
        Assert.All(rates["GET one"], rate => Assert.InRange((double)rate!, 4.9, 5.1));
        Assert.All(rates["GET two"].Skip(1), rate => Assert.InRange((double)rate!, 1.9, 2.1));
        Assert.Contains("service.instance.id", chart["dimensions"]!.AsArray().Select(dimension => (string)dimension!["key"]!));
    }

    [Fact]
    public async Task Chart_OfAHistogram_HasPercentilesBetweenTheBoundsAndAHeatMap()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        await SendAsync(dashboard, Histogram(Now - 20_000, [0, 0, 0]));
        await SendAsync(dashboard, Histogram(Now - 10_000, [90, 10, 0]));

        var chart = await dashboard.GetAsync("/api/metrics/chart?resource=api&meter=Belfry.Tests&name=duration&minutes=5");

        var p50 = Assert.Single(chart["lines"]![0]!["values"]!.AsArray(), value => value is not null);
        var p99 = Assert.Single(chart["lines"]![2]!["values"]!.AsArray(), value => value is not null);
        Assert.InRange((double)p50!, 0.001, 0.1);
        Assert.InRange((double)p99!, 0.1, 0.5);
        Assert.Equal(100, chart["heat"]!["counts"]!.AsArray().Sum(step => step!.AsArray().Sum(count => (double)count!)));
    }

    /// <summary>A route is first called in a burst; its series is first told when the burst is over.</summary>
    [Theory]
    [InlineData(true, 40)] // the sender has just begun
    [InlineData(false, 0)] // it has been counting for an hour, and nobody knows when the forty were
    public async Task Chart_FirstExportOfASender_CountsFromItsStart(bool isNew, int shown)
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        var time = Now - 20_000;

        await SendAsync(dashboard, Counter("requests", time, 40, "GET", started: time - (isNew ? 4_000 : 3_600_000)));

        Assert.Equal(shown, await GrowthAsync(dashboard, "GET"), 1.0);
    }

    [Fact]
    public async Task Chart_SeriesThatJoinsOthersLater_CountsFromTheExportBefore()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        var (time, started) = (Now - 20_000, Now - 3_600_000);
        await SendAsync(dashboard, Counter("requests", time, 7, "GET", started));

        await SendAsync(dashboard, Counter("requests", time + 4_000, 7, "GET", started));
        await SendAsync(dashboard, Counter("requests", time + 4_000, 40, "POST", started));

        Assert.Equal(40, await GrowthAsync(dashboard, "POST"), 1.0);
        Assert.Equal(0, await GrowthAsync(dashboard, "GET"), 1.0);
    }

    [Fact]
    public async Task Chart_ChosenDimension_HasOnlyItsSeries()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        await SendAsync(dashboard, Counter("requests", Now - 5_000, 1, "GET"));
        await SendAsync(dashboard, Counter("requests", Now - 4_000, 1, "POST"));

        var chart = await dashboard.GetAsync("/api/metrics/chart?resource=api&meter=Belfry.Tests&name=requests&where=method%3DPOST");

        Assert.Equal("POST", (string?)Assert.Single(chart["lines"]!.AsArray())!["label"]);
        Assert.Equal(["GET", "POST"], chart["dimensions"]![0]!["values"]!.AsArray().Select(value => (string)value!));
    }

    [Fact]
    public async Task Series_BeyondTheBound_AreRefusedAndCounted()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        var points = string.Join(',', Enumerable.Range(0, 2_100).Select(i => Point(Now, 1, $"user-{i}")));

        var answer = await SendAsync(dashboard, Metric("flood", $$"""{"dataPoints":[{{points}}],"isMonotonic":true,"aggregationTemporality":2}"""));

        Assert.Equal("100", (string?)answer["partialSuccess"]!["rejectedDataPoints"]);
        Assert.Equal(2_000, (int)(await dashboard.GetAsync("/api/metrics"))["instruments"]![0]!["series"]!);
    }

    /// <summary>What a line has grown by: the growth between two exports is drawn at the later one, per second, and they are four seconds apart here.</summary>
    private static async Task<double> GrowthAsync(DashboardProcess dashboard, string method)
    {
        var chart = await dashboard.GetAsync($"/api/metrics/chart?resource=api&meter=Belfry.Tests&name=requests&minutes=5&where=method%3D{method}");
        return chart["lines"]![0]!["values"]!.AsArray().Sum(value => (double?)value ?? 0) * 4;
    }

    private static string Counter(string name, long time, long value, string method, long started = 0, string instance = "one") =>
        Metric(name, $$"""{"dataPoints":[{{Point(time, value, method, started)}}],"isMonotonic":true,"aggregationTemporality":2}""", instance);

    private static string Point(long time, long value, string method, long started = 0) =>
        $$$"""{"startTimeUnixNano":"{{{started}}}000000","timeUnixNano":"{{{time}}}000000","asInt":"{{{value}}}","attributes":[{"key":"method","value":{"stringValue":"{{{method}}}"}}]}""";

    private static string Metric(string name, string sum, string instance = "one") =>
        $$$"""{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}},{"key":"service.instance.id","value":{"stringValue":"{{{instance}}}"}}]},"scopeMetrics":[{"scope":{"name":"Belfry.Tests"},"metrics":[{"name":"{{{name}}}","sum":{{{sum}}} }]}]}]}""";

    private static string Histogram(long time, int[] buckets) =>
        $$$"""
        {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}}]},"scopeMetrics":[{"scope":{"name":"Belfry.Tests"},
        "metrics":[{"name":"duration","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"{{{time}}}000000",
        "count":"{{{buckets.Sum()}}}","sum":1.5,"bucketCounts":["{{{string.Join("\",\"", buckets)}}}"],"explicitBounds":[0.1,0.5]}]}}]}]}]}
        """;

    private static async Task<JsonNode> SendAsync(DashboardProcess dashboard, string json)
    {
        var answer = await OtlpTests.SendJsonAsync(dashboard, "/v1/metrics", json);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }
}
