namespace Belfry.Bench.Web;

/// <summary>
/// From opening the address of a list of 2,000 wishes in a fresh profile to its first rows on the screen with the page free to act (wanted: under
/// 1 s), the longest task meanwhile (wanted: none over 50 ms), and how far the layout shifts by itself, as browsers count it (wanted: 0). The peer
/// is the page of a list with one wish. The browser's own start of the profile is over before the address is opened.
/// </summary>
internal static class LoadBench
{
    private const int Runs = 7;
    private const string Watch = """
        window.shift = 0;
        window.long = [];
        new PerformanceObserver(list => { for (const task of list.getEntries()) window.long.push(task.duration) }).observe({ type: 'longtask', buffered: true });
        new PerformanceObserver(list => { for (const shift of list.getEntries()) window.shift += shift.value }).observe({ type: 'layout-shift', buffered: true });
        (function look() {
          if (document.querySelector('main li .name')) requestAnimationFrame(() => setTimeout(() => { window.ready = performance.now() }))
          else requestAnimationFrame(look)
        })()
        """;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    public static async Task RunAsync()
    {
        await using var app = await PageUnderTest.StartAsync();
        await using var context = await app.Browser.NewContextAsync();
        var api = new PageApi(context.APIRequest, app.Url);
        await api.SetUpAsync();
        foreach (var size in new[] { 1, 2_000 })
        {
            var list = await api.ImportListAsync(size);
            await MeasureAsync(app, await context.StorageStateAsync(), new Uri(app.Url, $"lists/{list}"), size);
        }
    }

    private static async Task MeasureAsync(PageUnderTest app, string session, Uri address, int size)
    {
        var (ready, longest, shift, over) = (new List<double>(), new List<LongestTask>(), new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            await using var context = await app.Browser.NewContextAsync(new() { StorageState = session });
            var page = await context.NewPageAsync();
            await page.AddInitScriptAsync(Watch);
            await Task.Delay(Settle);
            longest.Add(await LongestTask.OfAsync(app, Settle, () => OpenAsync(page)));
        }

        // Without being traced, which costs something too.
        for (var run = 0; run < Runs; run++)
        {
            await using var context = await app.Browser.NewContextAsync(new() { StorageState = session });
            var page = await context.NewPageAsync();
            await page.AddInitScriptAsync(Watch);
            await Task.Delay(Settle);
            await OpenAsync(page);
            await Task.Delay(Settle);
            ready.Add(await (await page.WaitForFunctionAsync("() => window.ready")).JsonValueAsync<double>());
            shift.Add(await page.EvaluateAsync<double>("() => window.shift"));
            over.AddRange(await page.EvaluateAsync<double[]>("() => window.long"));
        }

        Console.WriteLine($"{size,5} wishes: interactive after {Figures.Of(ready)} ms, longest task {Figures.Of(longest.Select(task => task.Milliseconds))} ms, of which at work {Figures.Of(longest.Select(task => task.WorkMilliseconds))} ms, layout shift up to {shift.Max():0.000}; in {Runs} more, not traced, the browser counts {over.Count} tasks over 50 ms{(over.Count > 0 ? $": {string.Join(", ", over.Select(one => $"{one:0}"))}" : "")}");

        // Nothing is asked of the page while it starts: the questions would be tasks of their own.
        Task OpenAsync(Microsoft.Playwright.IPage page) => page.GotoAsync(address.ToString(), new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });
    }
}
