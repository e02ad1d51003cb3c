using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Belfry.Tests.Support;
using Belfry.Tests.Web;
using Microsoft.Playwright;

namespace Belfry.Tests.EndToEnd;

/// <summary>The whole application with its first owner signed in, for the tests of the control panel.</summary>
public sealed class RunningPanel : IAsyncLifetime
{
    /// <summary>For what is prepared when it is first asked for.</summary>
    public const float PatienceMilliseconds = 60_000;

    private IDistributedApplicationTestingBuilder _builder = null!;
    private Browser _browser = null!;
    private string _session = "";
    private Uri _web = null!;

    public DistributedApplication App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _browser = await Browser.LaunchAsync();
        _builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(cancellation);
        App = await _builder.BuildAsync(cancellation);
        await App.StartAsync(cancellation);
        await App.ResourceNotifications.WaitForResourceHealthyAsync("api", cancellation);
        await App.ResourceNotifications.WaitForResourceHealthyAsync("web", cancellation);
        await App.ResourceNotifications.WaitForResourceHealthyAsync("backup-worker", cancellation);
        using var http = App.CreateHttpClient("web");
        _web = http.BaseAddress!;
        var page = await _browser.OpenAsync(_web);
        await Wishlist.SetUpAsync(page);
        _session = await page.Context.StorageStateAsync();

        // Vite prepares each source when it is first asked for: on a busy machine that takes its time, once.
        foreach (var path in (string[])["/backups", "/backups/timeline", "/backups/jobs", "/backups/archive", "/backups/database", "/backups/log"])
        {
            await Browser.GotoAsync(page, new Uri(_web, path));
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync(new() { Timeout = PatienceMilliseconds });
        }

        await page.Context.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (App is not null)
        {
            await App.DisposeAsync();
        }

        if (_builder is not null)
        {
            await _builder.DisposeAsync();
        }

        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    /// <summary>Opens a page in a window of its own, as the owner or as nobody yet.</summary>
    public Task<IPage> OpenAsync(string path, ViewportSize? size = null, ColorScheme? colours = null, bool signedIn = true) => _browser.OpenAsync(
        new Uri(_web, path), new() { StorageState = signedIn ? _session : null, ViewportSize = size ?? new() { Width = 1280, Height = 900 }, ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce });

    /// <summary>Waits until the archive holds what was saved before the call.</summary>
    public static async Task StreamedAsync(IPage page) => await page.EvaluateAsync(
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

    /// <summary>Waits until the present second is over, and gives its end as the field for a moment takes it: the state of now, whatever follows.</summary>
    public static async Task<string> NextSecondAsync(IPage page)
    {
        var moment = await page.EvaluateAsync<string>("() => { const d = new Date(Date.now() + 1000); return new Date(d - d.getTimezoneOffset() * 60000).toISOString().slice(0, 19) }");
        await page.WaitForFunctionAsync("moment => Date.now() > Date.parse(moment)", moment);
        // A field for a moment leaves out seconds that are none, and is not taken to hold what it was given otherwise.
        return moment.EndsWith(":00", StringComparison.Ordinal) ? moment[..^3] : moment;
    }
}
