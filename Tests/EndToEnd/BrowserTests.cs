using Belfry.Tests.Support;
using Belfry.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.EndToEnd;

/// <summary>What a developer does in the first five minutes: open the page, make a wish, find its trace in the dashboard.</summary>
[Collection(typeof(RunningApp))]
public sealed class BrowserTests(RunningApp app)
{
    [Fact]
    public async Task Click_InThePage_IsOneTraceThroughTheApiToSqlite()
    {
        await using var browser = await Browser.LaunchAsync();
        var page = await app.OpenAsync(browser);
        await new Wishlist(page).AddListAsync("Tower");
        await page.GetByLabel("Add a wish").FillAsync("A brass bell");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "A brass bell", Exact = true })).ToBeVisibleAsync();

        var dashboard = await app.OpenDashboardAsync(browser);
        await dashboard.GetByRole(AriaRole.Link, new() { Name = "Traces", Exact = true }).ClickAsync();
        await dashboard.GetByText("add wish", new() { Exact = false }).First.ClickAsync();

        var spans = dashboard.GetByRole(AriaRole.Tree, new() { Name = "Spans" });
        await Expect(spans).ToContainTextAsync("web");
        await Expect(spans).ToContainTextAsync("POST /api/lists/{listId:guid}/items");
        await Expect(spans).ToContainTextAsync("write CreateItem");
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Dashboard_OfTheRunningApp_ShowsEveryResourceAndItsConsole()
    {
        await using var browser = await Browser.LaunchAsync();
        var dashboard = await app.OpenDashboardAsync(browser);

        foreach (var resource in new[] { "data", "appdb", "api", "backup-worker", "web", "dashboard" })
        {
            await Expect(dashboard.GetByRole(AriaRole.Row).Filter(new() { HasText = resource }).First).ToContainTextAsync("Running");
        }

        await dashboard.GetByRole(AriaRole.Link, new() { Name = "Console", Exact = true }).ClickAsync();
        await dashboard.GetByRole(AriaRole.Searchbox, new() { Name = "Search console" }).FillAsync("VITE");
        await Expect(dashboard.GetByRole(AriaRole.Region, new() { Name = "Console lines" })).ToContainTextAsync("VITE");
        Assert.Empty(await Accessibility.FindSeriousAsync(dashboard));
        browser.AssertQuiet();
    }

    [Fact]
    public async Task SafetyCard_OfTheRunningApp_TellsOfAProvenBackup()
    {
        await using var browser = await Browser.LaunchAsync();
        var page = await app.OpenAsync(browser);
        var before = await NewestAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Back up now" }).ClickAsync();

        await Eventually.TrueAsync(async () => await NewestAsync(page) != before, "a newer backup that was proven");
        await Expect(page.GetByText("Proven", new() { Exact = false }).First).ToBeVisibleAsync();
        browser.AssertQuiet();
    }

    private static Task<string?> NewestAsync(IPage page) =>
        page.EvaluateAsync<string?>("async () => (await (await fetch('/api/control/state')).json()).newestGood?.id ?? null");
}
