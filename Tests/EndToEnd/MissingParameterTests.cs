using Belfry.Tests.Hosting;
using Belfry.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.EndToEnd;

/// <summary>A person gives a missing value on the dashboard of a running application, and what waited for it starts.</summary>
public sealed class MissingParameterTests
{
    [Fact]
    public async Task Set_MissingParameterOnTheDashboard_StartsWhatWaitsForIt()
    {
        await using var browser = await Browser.LaunchAsync();
        using var home = new TempFolder();
        using var host = TestHostProcess.Start("parameter", home.Path);
        var login = (await host.LineAsync("/login?t=")).Split(' ')[^1];
        var page = await browser.OpenAsync(new Uri(login));

        await page.GetByRole(AriaRole.Button, new() { Name = "Set greeting" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("greeting", new() { Exact = true }).FillAsync("good evening");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Set parameter" }).ClickAsync();

        await host.LineAsync("Everything is healthy");
        await page.GetByRole(AriaRole.Link, new() { Name = "Console", Exact = true }).ClickAsync();
        await Expect(page.GetByText("They say 12 letters")).ToBeVisibleAsync();
        Assert.DoesNotContain("good evening", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("good evening", host.Output, StringComparison.Ordinal);
        Assert.Equal(0, await host.TerminateAsync());
    }
}
