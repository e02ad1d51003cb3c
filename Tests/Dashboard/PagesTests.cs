using Belfry.Tests.Support;
using Microsoft.Playwright;

namespace Belfry.Tests.Dashboard;

/// <summary>Each page in a real browser, with telemetry and resources from outside; hostile names must stay text.</summary>
public sealed class PagesTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>";

    [Fact]
    public async Task Resources_FedByAHost_ShowStateAndRunCommandsAfterAsking()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.ResourceAsync("api", ""","health":"Healthy","commands":[{"name":"restart","displayName":"Restart","confirmation":"Restart it now?","highlighted":true}]""");
        var page = await OpenAsync(browser, dashboard);

        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Running" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restart api" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restart", Exact = true }).ClickAsync();
        var command = await host.ReceiveAsync();
        await host.SendAsync($$"""{"type":"commandResult","id":"{{command["id"]}}","success":true}""");

        await Assertions.Expect(page.GetByText("Restart api: done")).ToBeVisibleAsync();
        Assert.Equal("restart", (string?)command["command"]);
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task Console_LinesArriving_AreShownLive()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.LogAsync("api", (1, "\u001b[32mgreen\u001b[0m words"));
        var page = await OpenAsync(browser, dashboard, "/console");
        await Assertions.Expect(page.GetByText("green words")).ToBeVisibleAsync();

        await host.LogAsync("api", (2, Hostile));

        await Assertions.Expect(page.GetByText(Hostile)).ToBeVisibleAsync();
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task LogsAndTraces_FromOneRequest_LeadToEachOther()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        await SendRequestAsync(dashboard);
        var page = await OpenAsync(browser, dashboard, "/logs");

        await page.GetByText("answered 500").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the trace" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = Hostile })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Treeitem)).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Treeitem).Nth(1).ClickAsync();
        await Assertions.Expect(page.GetByText("database is locked")).ToBeVisibleAsync();
        Assert.Empty(browser.Errors);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?view=graph")]
    [InlineData("/?show=api")]
    [InlineData("/console")]
    [InlineData("/logs")]
    [InlineData("/traces")]
    [InlineData("/traces/0102030405060708090a0b0c0d0e0f10")]
    [InlineData("/metrics")]
    public async Task Page_LightAndDark_IsAccessible(string path)
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.ResourceAsync("api", ""","health":"Unhealthy","urls":[{"url":"http://localhost:5301"}],"commands":[{"name":"stop","displayName":"Stop"}]""");
        await host.LogAsync("api", (1, "a line"));
        await SendRequestAsync(dashboard);
        var page = await OpenAsync(browser, dashboard, path);
        await page.GetByRole(AriaRole.Heading).First.WaitForAsync();

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            Assert.Empty(await Accessibility.FindSeriousAsync(page));
        }
    }

    private static async Task<IPage> OpenAsync(Browser browser, DashboardProcess dashboard, string path = "/")
    {
        // Without motion: a colour half-way between light and dark says nothing about either.
        var page = await browser.OpenAsync(new Uri(dashboard.Ui, $"/login?t={DashboardProcess.BrowserToken}"), new() { ReducedMotion = ReducedMotion.Reduce });
        await page.GotoAsync(new Uri(dashboard.Ui, path).ToString());
        return page;
    }

    private static async Task SendRequestAsync(DashboardProcess dashboard)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await OtlpTests.SendJsonAsync(dashboard, "/v1/traces", $$$"""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}}]},"scopeSpans":[{"spans":[
            {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0000000000000001","name":"{{{Hostile}}}","kind":2,"startTimeUnixNano":"{{{now}}}000000","endTimeUnixNano":"{{{now + 20}}}000000"},
            {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0000000000000002","parentSpanId":"0000000000000001","name":"commit","kind":3,
             "startTimeUnixNano":"{{{now + 2}}}000000","endTimeUnixNano":"{{{now + 9}}}000000","status":{"code":2,"message":"database is locked"}}]}]}]}
            """);
        await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", OtlpTests.Logs(
            $$"""{"timeUnixNano":"{{now + 3}}000000","severityNumber":17,"body":{"stringValue":"answered 500"},"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0000000000000002"}"""));
    }
}
