using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Belfry.Tests.Support;

/// <summary>A fresh profile, which goes when it closes, in the Chromium of all tests.</summary>
internal sealed class Browser : IAsyncDisposable
{
    /// <summary>For each step of a page. Generous, because the machines that run tests are busy; nothing waits longer than it must.</summary>
    private const float TimeoutMilliseconds = 20_000;

    private const string NetworkChanged = "ERR_NETWORK_CHANGED";

    private readonly IBrowser _chromium;
    private readonly ConcurrentBag<IBrowserContext> _contexts = [];

    private Browser(IBrowser chromium) => _chromium = chromium;

    /// <summary>What pages wrote to the console as errors and where, and exceptions nobody caught.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    public static async Task<Browser> LaunchAsync()
    {
        var chromium = await Chromium.LaunchedAsync();
        Assertions.SetDefaultExpectTimeout(TimeoutMilliseconds);
        return new Browser(chromium);
    }

    /// <summary>Fails with all that pages wrote, in full.</summary>
    public void AssertQuiet() => Assert.True(Errors.IsEmpty, string.Join('\n', Errors));

    /// <summary>Opens a page in a context of its own: no cookies or storage are shared with earlier pages.</summary>
    public async Task<IPage> OpenAsync(Uri url, BrowserNewContextOptions? options = null)
    {
        var context = await _chromium.NewContextAsync(options ?? new());
        _contexts.Add(context);
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
        foreach (var context in _contexts)
        {
            await context.CloseAsync();
        }
    }
}
