using Belfry.Tests.Support;
using Microsoft.Playwright;

namespace Belfry.Tests.Dashboard;

/// <summary>Each page in a real browser, with telemetry and resources from outside; hostile names must stay text.</summary>
public sealed class PagesTests
{
    private const string Hostile = SignedInPage.Hostile;

    [Fact]
    public async Task Resources_FedByAHost_ShowStateAndRunCommandsAfterAsking()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.ResourceAsync("api", ""","health":"Healthy","commands":[{"name":"restart","displayName":"Restart","confirmation":"Restart it now?","highlighted":true}]""");
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/resources");

        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Running" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restart api" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restart", Exact = true }).ClickAsync();
        var command = await host.ReceiveAsync();
        await host.SendAsync($$"""{"type":"commandResult","id":"{{command["id"]}}","success":true}""");

        await Assertions.Expect(page.GetByText("Restart api: done")).ToBeVisibleAsync();
        Assert.Equal("restart", (string?)command["command"]);
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Resources_FilteredByKindAndState_ShowThoseAndSayWhenThereIsNone()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.ResourceAsync("api", ""","health":"Unhealthy" """);
        await host.SendAsync("""{"type":"resource","resource":{"name":"data","type":"SqliteVolume","state":"Running"}}""");
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/resources");
        await Assertions.Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(3); // with the header

        await page.GetByLabel("Kind").SelectOptionAsync("Project");
        await Assertions.Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await page.GetByLabel("State and health").SelectOptionAsync("Well");

        await Assertions.Expect(page.GetByText("No resource matches")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(3);
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Details_ValueThatReadsLikeASecret_IsCoveredUntilAskedFor()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.ResourceAsync("api", """
            ,"environment":[{"name":"DB_PASSWORD","value":"hunter2"},{"name":"Control__Key","value":null,"secret":true}],
            "volumes":[{"target":"/var/lib/data","source":"pgdata","type":"volume","readOnly":true}]
            """);
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/resources?show=api");
        await Assertions.Expect(page.GetByText("pgdata, read only")).ToBeVisibleAsync();
        await page.GetByText("Environment").ClickAsync();
        await Assertions.Expect(page.GetByText("secret, kept by the app host")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("hunter2")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Show DB_PASSWORD" }).ClickAsync();

        await Assertions.Expect(page.GetByText("hunter2")).ToBeVisibleAsync();
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Console_LinesArriving_AreShownLive()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.LogAsync("api", (1, "\u001b[32mgreen\u001b[0m words"));
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/console");
        await Assertions.Expect(page.GetByText("green words")).ToBeVisibleAsync();

        await host.LogAsync("api", (2, Hostile));

        await Assertions.Expect(page.GetByText(Hostile)).ToBeVisibleAsync();
        browser.AssertQuiet();
    }

    [Fact]
    public async Task LogsAndTraces_FromOneRequest_LeadToEachOther()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        await SignedInPage.SendRequestAsync(dashboard);
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/logs");

        await page.GetByText("answered 500").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the trace" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = Hostile })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Treeitem)).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Treeitem).Nth(1).ClickAsync();
        await Assertions.Expect(page.GetByText("database is locked")).ToBeVisibleAsync();
        browser.AssertQuiet();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/resources")]
    [InlineData("/resources?view=graph")]
    [InlineData("/resources?show=api")]
    [InlineData("/console")]
    [InlineData("/logs?off=http.route+%3D+/")]
    [InlineData("/logs?show=0")]
    [InlineData("/traces")]
    [InlineData("/traces/0102030405060708090a0b0c0d0e0f10")]
    [InlineData("/map?place=api")]
    [InlineData("/metrics")]
    public async Task Page_LightAndDark_IsAccessible(string path)
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.ResourceAsync("api", ""","health":"Unhealthy","urls":[{"url":"http://localhost:5301"}],"commands":[{"name":"stop","displayName":"Stop"}]""");
        await host.LogAsync("api", (1, "a line"));
        await SignedInPage.SendRequestAsync(dashboard);
        var page = await SignedInPage.OpenAsync(browser, dashboard, path);
        await page.GetByRole(AriaRole.Heading).First.WaitForAsync();

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            Assert.Empty(await Accessibility.FindSeriousAsync(page));
        }
    }
}
