using System.Globalization;
using Belfry.Tests.Support;
using Microsoft.Playwright;

namespace Belfry.Tests.Dashboard;

/// <summary>The metrics page: instruments as a tree, charts by dimension, percentiles with the traces behind them, a range that stands still.</summary>
public sealed class MetricsPageTests
{
    [Fact]
    public async Task Metrics_InstrumentChosen_ShowsItsChartAndOnlyTheChosenSeries()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        await SendAsync(dashboard);
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/metrics");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "http.server.request.duration" })).ToBeVisibleAsync();

        await page.GetByLabel("Search instruments").FillAsync("wishes");
        await page.GetByRole(AriaRole.Button, new() { Name = "app.wishes" }).ClickAsync();
        var legend = page.Locator(".u-legend");
        await Assertions.Expect(legend).ToContainTextAsync("POST");
        await page.GetByLabel("method").SelectOptionAsync("GET");

        await Assertions.Expect(legend).Not.ToContainTextAsync("POST");
        await Assertions.Expect(legend).ToContainTextAsync("GET");
        Assert.Contains("where=method%3DGET", page.Url.Replace("method=GET", "method%3DGET", StringComparison.Ordinal), StringComparison.Ordinal);
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Metrics_Histogram_HasPercentilesSpreadAndTheTraceBehindIt()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        await SendAsync(dashboard);
        await SignedInPage.SendRequestAsync(dashboard);
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/metrics");

        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "Percentiles" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "How measurements spread" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "20.0 ms at" }).First.ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = SignedInPage.Hostile, Level = 1 })).ToBeVisibleAsync();
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Metrics_Paused_KeepsTheRangeInTheAddress()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        await SendAsync(dashboard);
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/metrics?minutes=15");
        await page.GetByRole(AriaRole.Img, new() { Name = "Percentiles" }).WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();

        await Assertions.Expect(page.GetByText("until ")).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"[?&]to=\d{13}"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Assertions.Expect(page.GetByText("until ")).ToBeHiddenAsync();
        browser.AssertQuiet();
    }

    /// <summary>A counter with two series and a histogram with an exemplar in the trace that <see cref="SignedInPage.SendRequestAsync"/> sends.</summary>
    private static async Task SendAsync(DashboardProcess dashboard)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        foreach (var (at, count) in new[] { (now - 20_000, 10), (now - 5_000, 40) })
        {
            await OtlpTests.SendJsonAsync(dashboard, "/v1/metrics", $$$"""
                {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}}]},"scopeMetrics":[{"scope":{"name":"Belfry.Tests"},"metrics":[
                {"name":"app.wishes","sum":{"isMonotonic":true,"aggregationTemporality":2,"dataPoints":[{{{Point(at, count, "GET")}}},{{{Point(at, count * 2, "POST")}}}]}},
                {"name":"http.server.request.duration","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"{{{at}}}000000","count":"{{{count}}}",
                "sum":1.5,"bucketCounts":["{{{count}}}","0","0"],"explicitBounds":[0.1,0.5],"exemplars":[{"timeUnixNano":"{{{at}}}000000","asDouble":0.02,
                "traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0000000000000001"}]}]}}]}]}]}
                """);
        }
    }

    private static string Point(long time, int value, string method) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"timeUnixNano":"{{time}}000000","asInt":"{{value}}","attributes":[{"key":"method","value":{"stringValue":"{{method}}"} }]}""");
}
