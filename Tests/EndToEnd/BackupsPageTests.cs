using System.Text.RegularExpressions;
using Belfry.Tests.Support;
using Belfry.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.EndToEnd;

/// <summary>The bad day in the page: what was lost comes back, and the restore is taken back, while another window stays open.</summary>
public sealed class BackupsPageTests : IAsyncLifetime
{
    private Browser _browser = null!;
    private AppHostProcess _host = null!;

    public async ValueTask InitializeAsync()
    {
        _browser = await Browser.LaunchAsync();
        _host = await AppHostProcess.StartAsync(TestContext.Current.CancellationToken);
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
    public async Task Wish_LostByMistake_ComesBackFromTheChosenMoment_AndTheRestoreIsUndone()
    {
        var page = await _browser.OpenAsync(_host.UrlOf("web"));
        await WebApp.SetUpAsync(page);
        await page.GetByLabel("Name of the new list").FillAsync("Tower");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Add a wish").FillAsync("A brass bell");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Saving…").Or(page.GetByText("Not saved"))).ToHaveCountAsync(0);
        var list = page.Url;
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "A brass bell", Exact = true })).ToBeVisibleAsync();
        await StreamedAsync(page);
        var moment = await page.EvaluateAsync<string>("() => { const d = new Date(Date.now() + 1000); return new Date(d - d.getTimezoneOffset() * 60000).toISOString().slice(0, 19) }");
        await page.WaitForFunctionAsync("moment => Date.now() > Date.parse(moment)", moment); // the moment is a whole second: it has to be over
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove A brass bell" }).ClickAsync();
        await page.ReloadAsync();
        await Expect(page.GetByText("Nothing wished for yet")).ToBeVisibleAsync();
        await StreamedAsync(page);

        var operators = await page.Context.NewPageAsync();
        await operators.GotoAsync(new Uri(_host.UrlOf("web"), "/backups").ToString());
        await operators.GetByLabel("Moment", new() { Exact = true }).FillAsync(moment);
        await Expect(operators.GetByText(new Regex("to read"))).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.FindSeriousAsync(operators));
        await operators.GetByRole(AriaRole.Button, new() { Name = "Restore to this moment…" }).ClickAsync();
        await operators.GetByRole(AriaRole.Button, new() { Name = "Yes, go back" }).ClickAsync();
        await Expect(operators.GetByText(new Regex("The database shows its state of"))).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await page.GotoAsync(list);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "A brass bell", Exact = true })).ToBeVisibleAsync();

        await operators.GetByRole(AriaRole.Button, new() { Name = "Undo the last restore" }).ClickAsync();
        await Expect(operators.GetByText(new Regex("The database shows its state of"))).ToHaveCountAsync(2, new() { Timeout = 30_000 });
        await page.ReloadAsync();
        await Expect(page.GetByText("Nothing wished for yet")).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.FindSeriousAsync(operators));
        await operators.SetViewportSizeAsync(390, 844);
        Assert.InRange(await operators.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, 390);
    }

    /// <summary>Waits until the archive holds what was saved before the call.</summary>
    private static async Task StreamedAsync(IPage page) => await page.EvaluateAsync(
        """
        async () => {
          const asked = Date.now();
          for (;;) {
            const before = Date.now();
            const state = await (await fetch('/api/control/state')).json();
            if (state.stream?.lagMilliseconds != null && before - state.stream.lagMilliseconds - 1 > asked) return;
            await new Promise((done) => setTimeout(done, 100));
          }
        }
        """);
}
