using System.Text.Json;
using Belfry.Bench.Results;
using Microsoft.Playwright;

namespace Belfry.Bench.Dashboard;

/// <summary>
/// In Chromium, over full stores: from opening an address in a fresh profile to its content on the screen with the page free to act,
/// and from an export to its record in an open page.
/// </summary>
internal static class PageBench
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static async Task RunAsync(Form form, Collector figures)
    {
        if (Array.Find(Programs, File.Exists) is not { } program)
        {
            _ = Needs.Has("chromium");
            return;
        }

        using var dashboard = await DashboardUnderTest.StartAsync();
        await dashboard.FillAsync();
        using var feed = await BenchFeed.DialAsync(dashboard.Ui);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--disable-gpu"] });
        var trace = await FirstTraceAsync(dashboard);
        foreach (var (path, text) in new[]
        {
            // The first is the peer: a page without script or data, so what the browser itself takes here.
            ("/login", "Sign in"), ("/", "bench"), ("/resources", BenchFeed.Resource), ("/console", BenchFeed.LastLine), ("/logs", "answered"), ("/traces", "GET /api/lists"), ($"/traces/{trace}", "GET /api/lists"), ("/map", "bench"),
        })
        {
            for (var i = 0; i < form.Rounds; i++)
            {
                figures.Add("page over full stores", "", path == $"/traces/{trace}" ? "/traces/{id}" : path, "interactive after", "ms", await OpenAsync(browser, new Uri(dashboard.Ui, path), text));
            }
        }

        await SeeAsync(form, figures, browser, dashboard);
    }

    private static async Task<double> OpenAsync(IBrowser browser, Uri address, string text)
    {
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync($$"""
            (function look() {
              // The task after the frame that shows it: by then the page answers to a click.
              if (document.querySelector('main')?.textContent.includes({{JsonSerializer.Serialize(text)}})) requestAnimationFrame(() => setTimeout(() => { window.ready = performance.now() }))
              else requestAnimationFrame(look)
            })()
            """);
        await page.GotoAsync(address.ToString());
        var handle = await page.WaitForFunctionAsync("() => window.ready");
        return await handle.JsonValueAsync<double>();
    }

    /// <summary>Sends single records while the log page is open, and asks the page when each was on the screen.</summary>
    private static async Task SeeAsync(Form form, Collector figures, IBrowser browser, DashboardUnderTest dashboard)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(dashboard.Ui, "/logs").ToString());
        await page.WaitForFunctionAsync("() => document.querySelector('main')?.textContent.includes('answered')");
        for (var i = 0; i < form.Rounds * 4; i++)
        {
            var text = $"seen-{Guid.NewGuid():N}";
            var seen = page.EvaluateAsync<double>(
                "text => new Promise(seen => (function look() { document.querySelector('main').textContent.includes(text) ? seen(Date.now()) : requestAnimationFrame(look) })())", text);
            var sent = DateTimeOffset.UtcNow;
            await Sender.PostAsync(dashboard.Http, new Uri(dashboard.Otlp, "/v1/logs"), Batch.Log(text));
            figures.Add("from an export to the screen", "", Figure.Own, "time", "ms", await seen - (sent - DateTimeOffset.UnixEpoch).TotalMilliseconds);
        }
    }

    private static async Task<string> FirstTraceAsync(DashboardUnderTest dashboard)
    {
        using var page = JsonDocument.Parse(await dashboard.Http.GetByteArrayAsync(new Uri(dashboard.Ui, "/api/traces?limit=1")));
        return page.RootElement.GetProperty("items")[0].GetProperty("traceId").GetString()!;
    }
}
