using Belfry.Tests.Support;
using Microsoft.Playwright;

namespace Belfry.Tests.Dashboard;

/// <summary>Consoles, logs and traces under a person's hands: holding still, searching, filtering, reading what a record carries.</summary>
public sealed class RecordPagesTests
{
    [Fact]
    public async Task Console_Paused_HoldsStillUntilItIsResumed()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.LogAsync("api", (1, "before"));
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/console");
        await Assertions.Expect(page.GetByText("before")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("p");
        await host.LogAsync("api", (2, "meanwhile"));

        await Assertions.Expect(page.GetByText("1 new line waits")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("meanwhile")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("meanwhile")).ToBeVisibleAsync();
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Console_Searched_ShowsWhatIsFoundOrItsSurroundingsAndDownloadsIt()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.LogAsync("api", (1, "\u001b[31mneedle\u001b[0m one"), (2, "hay"), (3, "needle two"));
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/console?text=needle");
        await Assertions.Expect(page.GetByText("2 of 3 lines")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("hay")).ToBeHiddenAsync();

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "In context" }).ClickAsync();

        await Assertions.Expect(page.GetByText("hay")).ToBeVisibleAsync();
        Assert.Equal("console.log", download.SuggestedFilename);
        Assert.Equal(["api needle one", "api needle two"], text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Logs_FilterByAnAttribute_CanBeTurnedOffAndOnAndIsInTheAddress()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        await SendLogsAsync(dashboard);
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/logs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Attribute" }).ClickAsync();
        await page.GetByLabel("Attribute", new() { Exact = true }).FillAsync("user");
        await page.GetByLabel("Value").FillAsync("ann");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("for bob")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByText("for ann")).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("filter=user"));

        await page.GetByRole(AriaRole.Switch, new() { Name = "user = ann" }).ClickAsync();
        await Assertions.Expect(page.GetByText("for bob")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Switch, new() { Name = "user = ann" }).ClickAsync();

        await Assertions.Expect(page.GetByText("for bob")).ToBeHiddenAsync();
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Logs_RecordOpened_ShowsItsExceptionAndItsJson()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        await SendLogsAsync(dashboard);
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/logs");

        await page.GetByText("for bob").ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "System.IO.IOException" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Stack trace" })).ToContainTextAsync("at Wishes.Save()");
        await Assertions.Expect(page.GetByText("\"red\"")).ToBeVisibleAsync(); // the attribute that holds JSON, as a tree
        await page.GetByRole(AriaRole.Button, new() { Name = "JSON", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("\"2026-11-21T")).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.FindSeriousAsync(page));
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Trace_SearchedAndCollapsed_KeepsToWhatWasAskedFor()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        await SignedInPage.SendRequestAsync(dashboard);
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/traces/0102030405060708090a0b0c0d0e0f10");
        await page.GetByLabel("Search in this trace").FillAsync("commit");
        await Assertions.Expect(page.GetByText("1 of 2")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "Span" })).ToContainTextAsync("database is locked");
        await page.GetByRole(AriaRole.Button, new() { Name = "Logs (1)" }).ClickAsync();
        await Assertions.Expect(page.GetByText("answered 500").First).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("tab=logs"));
        browser.AssertQuiet();
    }

    private static Task<HttpResponseMessage> SendLogsAsync(DashboardProcess dashboard) => OtlpTests.SendJsonAsync(dashboard, "/v1/logs", OtlpTests.Logs("""
        {"timeUnixNano":"1795261661000000000","severityNumber":9,"body":{"stringValue":"for ann"},"attributes":[{"key":"user","value":{"stringValue":"ann"}}]},
        {"timeUnixNano":"1795261662000000000","severityNumber":17,"body":{"stringValue":"for bob"},"attributes":[{"key":"user","value":{"stringValue":"bob"}},
        {"key":"wish","value":{"stringValue":"{\"colour\":\"red\"}"}},{"key":"exception.type","value":{"stringValue":"System.IO.IOException"}},
        {"key":"exception.message","value":{"stringValue":"disk full"}},{"key":"exception.stacktrace","value":{"stringValue":"System.IO.IOException: disk full\n   at Wishes.Save()"}}]}
        """));
}
