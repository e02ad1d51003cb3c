using Belfry.Tests.Support;
using Belfry.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.EndToEnd;

/// <summary>What a developer does in the first five minutes: open the page, make a wish, find its trace in the dashboard.</summary>
public sealed class BrowserTests : IAsyncLifetime
{
    private Browser _browser = null!;
    private AppHostProcess _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _browser = await Browser.LaunchAsync();
        _host = await AppHostProcess.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    [Fact]
    public async Task Click_InThePage_IsOneTraceThroughTheApiToSqlite()
    {
        var page = await _browser.OpenAsync(_host.UrlOf("web"));
        await WebApp.SetUpAsync(page);
        await page.GetByLabel("Name of the new list").FillAsync("Tower");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Add a wish").FillAsync("A brass bell");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "A brass bell", Exact = true })).ToBeVisibleAsync();

        var dashboard = await _browser.OpenAsync(_host.LoginUrl);
        await dashboard.GetByRole(AriaRole.Link, new() { Name = "Traces", Exact = true }).ClickAsync();
        await dashboard.GetByText("add wish", new() { Exact = false }).First.ClickAsync();

        var spans = dashboard.GetByRole(AriaRole.Tree, new() { Name = "Spans" });
        await Expect(spans).ToContainTextAsync("web");
        await Expect(spans).ToContainTextAsync("POST /api/lists/{listId:guid}/items");
        await Expect(spans).ToContainTextAsync("write CreateItem");
        Assert.Empty(_browser.Errors);
    }

    [Fact]
    public async Task Dashboard_OfTheRunningApp_ShowsEveryResourceAndItsConsole()
    {
        var dashboard = await _browser.OpenAsync(_host.LoginUrl);

        foreach (var resource in new[] { "data", "appdb", "api", "backup-worker", "web", "dashboard" })
        {
            await Expect(dashboard.GetByRole(AriaRole.Row).Filter(new() { HasText = resource }).First).ToContainTextAsync("Running");
        }

        await dashboard.GetByRole(AriaRole.Link, new() { Name = "Console", Exact = true }).ClickAsync();
        await Expect(dashboard.GetByText("VITE", new() { Exact = false }).First).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.FindSeriousAsync(dashboard));
        Assert.Empty(_browser.Errors);
    }

    [Fact]
    public async Task SafetyCard_OfTheRunningApp_TellsOfAProvenBackup()
    {
        var page = await _browser.OpenAsync(_host.UrlOf("web"));
        await WebApp.SetUpAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Back up now" }).ClickAsync();

        await Expect(page.GetByText("Proven", new() { Exact = false }).First).ToBeVisibleAsync();
        Assert.Empty(_browser.Errors);
    }
}
