using Belfry.Tests.Support;
using Belfry.Tests.Web;
using Microsoft.Playwright;

namespace Belfry.Tests.EndToEnd;

/// <summary>The built app host as its user starts it, set up by its first owner in a browser, for all tests that walk through it.</summary>
[CollectionDefinition]
public sealed class RunningApp : IAsyncLifetime, ICollectionFixture<RunningApp>
{
    private AppHostProcess? _host;
    private string _session = "";
    private string _dashboardSession = "";

    public Uri Web => _host!.UrlOf("web");

    public async ValueTask InitializeAsync()
    {
        _host = await AppHostProcess.StartAsync(TestContext.Current.CancellationToken);
        await using var browser = await Browser.LaunchAsync();
        var page = await browser.OpenAsync(Web);
        await Wishlist.SetUpAsync(page);
        _session = await page.Context.StorageStateAsync();

        // The printed link signs in one browser, once.
        var dashboard = await browser.OpenAsync(_host.LoginUrl);
        await Assertions.Expect(dashboard.GetByRole(AriaRole.Link, new() { Name = "Traces", Exact = true })).ToBeVisibleAsync();
        _dashboardSession = await dashboard.Context.StorageStateAsync();
        browser.AssertQuiet();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    /// <summary>The page in a window of its own, with the owner signed in.</summary>
    internal Task<IPage> OpenAsync(Browser browser) => browser.OpenAsync(Web, new() { StorageState = _session });

    /// <summary>The dashboard in a window of its own, signed in.</summary>
    internal Task<IPage> OpenDashboardAsync(Browser browser) => browser.OpenAsync(new Uri(_host!.LoginUrl, "/"), new() { StorageState = _dashboardSession });
}
