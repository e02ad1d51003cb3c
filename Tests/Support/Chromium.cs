using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Belfry.Tests.Support.Chromium))]

namespace Belfry.Tests.Support;

/// <summary>
/// The headless Chromium of the machine (Playwright's own download is not used), launched once for all tests: each launch takes seconds of a processor. Where there is one made to be
/// headless, that: for the same pages it takes about half of the processor's time.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    /// <summary>The one that runs; one that crashed is not used again.</summary>
    internal static async Task<IBrowser> LaunchedAsync()
    {
        var program = Prerequisite.FindProgram("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome.exe", "msedge.exe")
            ?? Prerequisite.Missing("No Chromium is on PATH", "sudo apt-get install chromium");
        await OneAtATime.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            if (_browser is not { IsConnected: true })
            {
                _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Arguments });
            }

            return _browser;
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }
}
