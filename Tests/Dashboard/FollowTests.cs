using System.Text.Json.Nodes;

namespace Belfry.Tests.Dashboard;

/// <summary>Telemetry followed by a script, however slow it reads.</summary>
public sealed class FollowTests
{
    [Fact]
    public async Task Logs_Followed_ComeOneALineAsTheyArrive()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await SendAsync(dashboard, "before");
        await SendAsync(dashboard, "just before");
        using var lines = await FollowAsync(dashboard, "logs?follow=true&limit=1&search=before");
        await SendAsync(dashboard, "another");
        await SendAsync(dashboard, "not before long");

        Assert.Equal("just before", Body(await NextAsync(lines)));
        Assert.Equal("not before long", Body(await NextAsync(lines)));
    }

    [Fact]
    public async Task Spans_Followed_ComeFromNowOn()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        using var lines = await FollowAsync(dashboard, "spans?follow=true");
        await OtlpTests.SendJsonAsync(dashboard, "/v1/traces", """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"commit","traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708"}]}]}]}
            """);

        Assert.Equal("commit", (string?)(await NextAsync(lines))["resourceSpans"]![0]!["scopeSpans"]![0]!["spans"]![0]!["name"]);
    }

    [Fact]
    public async Task Metrics_Followed_ComeAsTheirPointsArrive()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await TelemetryApiTests.SendPointAsync(dashboard, "GET", second: 1, value: 3);
        using var lines = await FollowAsync(dashboard, "metrics?follow=true");
        await TelemetryApiTests.SendPointAsync(dashboard, "GET", second: 2, value: 5);

        var sum = (await NextAsync(lines))["resourceMetrics"]![0]!["scopeMetrics"]![0]!["metrics"]![0]!["sum"]!;
        Assert.Equal(5, (double)Assert.Single(sum["dataPoints"]!.AsArray())!["asDouble"]!);
    }

    [Fact]
    public async Task Follower_ThatDoesNotRead_IsToldWhatItLostAndHoldsUpNobody()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        using var lines = await FollowAsync(dashboard, "logs?follow=true");
        var batch = OtlpTests.Logs(string.Join(',', Enumerable.Repeat("""{"timeUnixNano":"1","body":{"stringValue":"the same line again"}}""", 10_000)));
        for (var i = 0; i < 15; i++)
        {
            using var answer = await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", batch);
            Assert.Equal("{}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        long received = 0, lost = 0;
        while (received + lost < 150_000)
        {
            var line = await NextAsync(lines);
            lost += (long?)line["lost"] ?? 0;
            received += line["lost"] is null ? 1 : 0;
        }

        Assert.Equal(150_000, received + lost);
        Assert.InRange(lost, 1, 50_000);
    }

    [Fact]
    public async Task Followers_BeyondTheBound_AreRefused()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        var followers = new List<StreamReader>();
        for (var i = 0; i < 16; i++)
        {
            followers.Add(await FollowAsync(dashboard, "logs?follow=true"));
        }

        var answer = await dashboard.Script.GetAsync("/api/telemetry/logs?follow=true", TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        followers.ForEach(follower => follower.Dispose());
    }

    private static async Task<StreamReader> FollowAsync(DashboardProcess dashboard, string path) =>
        new(await dashboard.Script.GetStreamAsync($"/api/telemetry/{path}", TestContext.Current.CancellationToken));

    private static async Task<JsonNode> NextAsync(StreamReader lines)
    {
        while (true)
        {
            // An empty line only shows that the connection lives.
            if (await lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60)) is { Length: > 0 } line)
            {
                return JsonNode.Parse(line)!;
            }
        }
    }

    private static string? Body(JsonNode line) => (string?)line["resourceLogs"]![0]!["scopeLogs"]![0]!["logRecords"]![0]!["body"]!["stringValue"];

    private static async Task SendAsync(DashboardProcess dashboard, string text)
    {
        using var answer = await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", OtlpTests.Logs($$$"""{"timeUnixNano":"1","body":{"stringValue":"{{{text}}}"}}"""));
        Assert.True(answer.IsSuccessStatusCode);
    }
}
