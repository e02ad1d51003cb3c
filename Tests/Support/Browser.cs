using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Belfry.Tests.Support;

/// <summary>A headless Chromium of the machine (Playwright's own download is not used), with a fresh profile that goes when it closes.</summary>
internal sealed class Browser : IAsyncDisposable
{
    /// <summary>For each step of a page. Generous, because the machines that run tests are busy; nothing waits longer than it must.</summary>
    private const float TimeoutMilliseconds = 20_000;

    private static readonly string[] Arguments =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private const string NetworkChanged = "ERR_NETWORK_CHANGED";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _chromium;

    private Browser(IPlaywright playwright, IBrowser chromium) => (_playwright, _chromium) = (playwright, chromium);

    /// <summary>What pages wrote to the console as errors and where, and exceptions nobody caught.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    public static async Task<Browser> LaunchAsync()
    {
        var program = Prerequisite.FindProgram("chromium", "chromium-browser", "google-chrome", "chrome.exe", "msedge.exe")
            ?? Prerequisite.Missing("No Chromium is on PATH", "sudo apt-get install chromium");
        Assertions.SetDefaultExpectTimeout(TimeoutMilliseconds);
        var playwright = await Playwright.CreateAsync();
        var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Arguments });
        return new Browser(playwright, chromium);
    }

    /// <summary>Fails with all that pages wrote, in full.</summary>
    public void AssertQuiet() => Assert.True(Errors.IsEmpty, string.Join('\n', Errors));

    /// <summary>Opens a page in a context of its own: no cookies or storage are shared with earlier pages.</summary>
    public async Task<IPage> OpenAsync(Uri url, BrowserNewContextOptions? options = null)
    {
        var context = await _chromium.NewContextAsync(options ?? new());
        context.SetDefaultTimeout(TimeoutMilliseconds);
        context.RequestFailed += (_, request) => _ = ReloadAsync(request);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains(NetworkChanged, StringComparison.Ordinal))
            {
                Errors.Enqueue($"{message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => Errors.Enqueue(error);
        await GotoAsync(page, url);
        return page;
    }

    /// <summary>Goes to an address, again when the machine's network changed meanwhile: Chromium then drops even what stays on the machine.</summary>
    public static async Task GotoAsync(IPage page, Uri url)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await page.GotoAsync(url.ToString());
                return;
            }
            catch (PlaywrightException fault) when (attempt < 5 &&
                (fault.Message.Contains(NetworkChanged, StringComparison.Ordinal) || fault.Message.Contains("chrome-error:", StringComparison.Ordinal)))
            {
                // A container engine beside the tests adds and removes interfaces.
            }
        }
    }

    /// <summary>A page whose script was dropped for such a change stays empty: it is loaded again.</summary>
    private static async Task ReloadAsync(IRequest request)
    {
        if (request.ResourceType != "script" || request.Failure?.Contains(NetworkChanged, StringComparison.Ordinal) != true)
        {
            return;
        }

        try
        {
            await request.Frame.Page.ReloadAsync();
        }
        catch (PlaywrightException)
        {
            // Another of its scripts had it loaded again already, or the test is over.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.CloseAsync();
        _playwright.Dispose();
    }
}
