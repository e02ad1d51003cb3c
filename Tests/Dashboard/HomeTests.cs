using System.Text.Json.Nodes;
using Belfry.Tests.Support;
using Microsoft.Playwright;

namespace Belfry.Tests.Dashboard;

/// <summary>The vital signs of services on the home page, from metrics, and from spans where there are none.</summary>
public sealed class HomeTests
{
    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    [Fact]
    public async Task Home_FromMetrics_HasRateErrorsLatencyLagAndMemory()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        await SendVitalsAsync(dashboard);

        var service = Assert.Single((await dashboard.GetAsync("/api/home?minutes=5"))["services"]!.AsArray())!;

        Assert.Equal("api", (string?)service["resource"]);
        Assert.InRange(Newest(service["rate"]!), 1.0, 12.0); // 100 requests in a step of ten seconds
        Assert.Equal(25, Newest(service["errors"]!), 0.01);
        Assert.InRange(Newest(service["latency"]!), 0.1, 0.5);
        Assert.Equal(7, Newest(service["lag"]!));
        Assert.Equal(104_857_600, Newest(service["memory"]!));
    }

    [Fact]
    public async Task Home_OfWhatSendsSpansOnly_HasRateErrorsAndLatency()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        await SignedInPage.SendRequestAsync(dashboard);

        var service = Assert.Single((await dashboard.GetAsync("/api/home?minutes=5"))["services"]!.AsArray())!;

        Assert.Equal(1, service["rate"]!["values"]!.AsArray().Sum(value => (double)value! * 10), 0.01);
        Assert.Equal(0, Newest(service["errors"]!)); // the span that answers the call did not fail; the commit inside it did
        Assert.InRange(Newest(service["latency"]!), 15, 25);
        Assert.Null(service["memory"]);
    }

    /// <summary>Old senders do so; there is neither a rate nor a percentile in it.</summary>
    [Theory]
    [InlineData("gauge")]
    [InlineData("sum")]
    public async Task Home_RequestsThatAreNoHistogram_HasNoVitalsOfThem(string kind)
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        await OtlpTests.SendJsonAsync(dashboard, "/v1/metrics", Report(
            $$$"""{"name":"http.server.duration","unit":"ms","{{{kind}}}":{"dataPoints":[{"timeUnixNano":"{{{Now - 2_000}}}000000","asDouble":7}]}}"""));

        var service = Assert.Single((await dashboard.GetAsync("/api/home?minutes=5"))["services"]!.AsArray())!;

        Assert.Equal("api", (string?)service["resource"]);
        Assert.All(["rate", "errors", "latency"], vital => Assert.Null(service[vital]));
    }

    [Fact]
    public async Task Page_OfARunningService_ShowsItsFiguresAndTroublesAndLeadsToThem()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.ResourceAsync("api", ""","health":"Healthy" """);
        await SendVitalsAsync(dashboard, apart: 200_000);
        await SignedInPage.SendRequestAsync(dashboard);
        // In steps of two minutes, so that the figures are still new when a slow browser asks for them.
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/?minutes=60");

        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "api" });
        await Assertions.Expect(row).ToContainTextAsync("Running");
        await Assertions.Expect(row.GetByRole(AriaRole.Link, new() { Name = "Errors of api: 25 %" })).ToBeVisibleAsync();
        await Assertions.Expect(row.GetByRole(AriaRole.Link, new() { Name = "Memory of api: 100 MB" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Everything is well")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = SignedInPage.Hostile })).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Link, new() { Name = "Lag of api" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "belfry.backup.lag" })).ToBeVisibleAsync();
        browser.AssertQuiet();
    }

    /// <summary>Two reports, ten seconds apart unless told otherwise: 100 requests between them, of which 25 ended with 503; 7 s behind, 100 MB.</summary>
    private static async Task SendVitalsAsync(DashboardProcess dashboard, int apart = 10_000)
    {
        var now = Now;
        foreach (var (at, good, bad) in new[] { (now - 2_000 - apart, 0, 0), (now - 2_000, 75, 25) })
        {
            await OtlpTests.SendJsonAsync(dashboard, "/v1/metrics", Report(
                $$$"""{"name":"http.server.request.duration","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{{{Point(at, good, "200")}}},{{{Point(at, bad, "503")}}}]}}""",
                $$$"""{"name":"belfry.backup.lag","unit":"s","gauge":{"dataPoints":[{"timeUnixNano":"{{{at}}}000000","asDouble":7}]}}""",
                $$$"""{"name":"dotnet.process.memory.working_set","unit":"By","sum":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"{{{at}}}000000","asInt":"104857600"}]}}"""));
        }
    }

    private static string Point(long time, int count, string status) =>
        $$$"""
        {"timeUnixNano":"{{{time}}}000000","count":"{{{count}}}","sum":1.5,"bucketCounts":["{{{count / 2}}}","{{{count - (count / 2)}}}","0"],"explicitBounds":[0.1,0.5],
        "attributes":[{"key":"http.response.status_code","value":{"stringValue":"{{{status}}}"}}]}
        """;

    private static string Report(params string[] metrics) =>
        $$$"""{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}}]},"scopeMetrics":[{"scope":{"name":"Belfry.Tests"},"metrics":[{{{string.Join(',', metrics)}}}]}]}]}""";

    private static double Newest(JsonNode vital) => (double)vital["values"]!.AsArray().Last(value => value is not null)!;
}
