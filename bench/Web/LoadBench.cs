using System.Text.Json;

namespace Belfry.Bench.Web;

/// <summary>
/// From opening the address of a list of 2,000 wishes in a fresh profile to its first rows on the screen with the page free to act (wanted: under
/// 1 s), and how long the longest task keeps the page from answering until all rows are there (wanted: none over 50 ms). Also how far the layout shifts
/// by itself meanwhile, as browsers count it (under 0.1 is good). The peer is the page of a list with one wish.
/// </summary>
internal static class LoadBench
{
    private const int Runs = 7;
    private const string Watch = """
        window.longest = 0;
        new PerformanceObserver(list => { for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration) }).observe({ type: 'longtask', buffered: true });
        window.shift = 0;
        new PerformanceObserver(list => { for (const shift of list.getEntries()) window.shift += shift.value }).observe({ type: 'layout-shift', buffered: true });
        (function look() {
          if (document.querySelector('main li .name')) requestAnimationFrame(() => setTimeout(() => { window.ready = performance.now() }))
          else requestAnimationFrame(look)
        })()
        """;

    public static async Task RunAsync()
    {
        await using var app = await PageUnderTest.StartAsync();
        await using var context = await app.Browser.NewContextAsync();
        var api = new PageApi(context.APIRequest, app.Url);
        await api.SetUpAsync();
        foreach (var size in new[] { 1, 2_000 })
        {
            var name = $"List of {size}";
            var items = Enumerable.Range(1, size).Select(i => new { name = $"Wish {i}", note = i % 3 == 0 ? "With a note" : null, price = 9.5 + i, currency = "EUR" });
            await api.PostAsync("api/import", new { format = "belfry-wishlist-1", lists = new[] { new { list = new { name }, items } } });
            var lists = JsonDocument.Parse(await (await context.APIRequest.GetAsync(new Uri(app.Url, "api/lists").ToString())).TextAsync()).RootElement;
            var id = lists.GetProperty("items").EnumerateArray().Single(list => list.GetProperty("name").GetString() == name).GetProperty("id").GetString();
            await MeasureAsync(app, await context.StorageStateAsync(), new Uri(app.Url, $"lists/{id}"), size);
        }
    }

    private static async Task MeasureAsync(PageUnderTest app, string session, Uri address, int size)
    {
        var (ready, longest, shift) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            await using var context = await app.Browser.NewContextAsync(new() { StorageState = session });
            var page = await context.NewPageAsync();
            await page.AddInitScriptAsync(Watch);
            await page.GotoAsync(address.ToString());
            ready.Add(await (await page.WaitForFunctionAsync("() => window.ready")).JsonValueAsync<double>());
            await page.WaitForFunctionAsync("size => document.querySelectorAll('main li .name').length === size", size);
            longest.Add(await page.EvaluateAsync<double>("() => new Promise(done => setTimeout(() => done(window.longest), 200))"));
            shift.Add(await page.EvaluateAsync<double>("() => window.shift"));
        }

        Console.WriteLine($"{size,5} wishes: interactive after {Middle(ready),5:0} ms ({ready.Min():0} to {ready.Max():0}), longest task {Middle(longest),4:0} ms ({longest.Min():0} to {longest.Max():0}; 0: none over 50 ms), layout shift {Middle(shift):0.000} (up to {shift.Max():0.000})");
    }

    private static double Middle(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}
