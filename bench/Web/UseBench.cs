using Microsoft.Playwright;

namespace Belfry.Bench.Web;

/// <summary>The longest task (wanted: none over 50 ms) of each thing that is done to a list of 2,000 wishes.</summary>
internal static class UseBench
{
    private const int Runs = 5;
    private const int Size = 2_000;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1.5);
    /// <summary>A long list is read anew some seconds after another window changed it.</summary>
    private static readonly TimeSpan Heard = TimeSpan.FromSeconds(5);

    public static async Task RunAsync()
    {
        await using var app = await PageUnderTest.StartAsync();
        await using var owner = await app.Browser.NewContextAsync();
        var api = new PageApi(owner.APIRequest, app.Url);
        await api.SetUpAsync();
        var list = await api.ImportListAsync(Size);
        var found = new Dictionary<string, List<LongestTask>>();
        for (var run = 0; run < Runs; run++)
        {
            await using var context = await app.Browser.NewContextAsync(new() { StorageState = await owner.StorageStateAsync() });
            var page = await context.NewPageAsync();
            await page.GotoAsync(new Uri(app.Url, $"lists/{list}").ToString());
            await page.Locator($"li[aria-setsize='{Size}']").First.WaitForAsync();
            foreach (var (name, settle, act) in Uses(page, api, list, run))
            {
                (found.TryGetValue(name, out var tasks) ? tasks : found[name] = []).Add(await LongestTask.OfAsync(app, settle, act));
            }
        }

        foreach (var (name, tasks) in found)
        {
            Console.WriteLine($"{name,-24} longest task {Figures.Of(tasks.Select(task => task.Milliseconds))} ms, of which at work {Figures.Of(tasks.Select(task => task.WorkMilliseconds))} ms");
        }
    }

    private static (string Name, TimeSpan Settle, Func<Task> Act)[] Uses(IPage page, PageApi api, string list, int run)
    {
        var names = page.Locator("main li .name");
        return
        [
            ("scroll to the end", Settle, () => page.EvaluateAsync("() => scrollTo(0, document.documentElement.scrollHeight)")),
            ("scroll back by wheel", Settle, async () =>
            {
                for (var turn = 0; turn < 30; turn++)
                {
                    await page.Mouse.WheelAsync(0, -400);
                }
            }),
            ("select all", Settle, async () =>
            {
                await page.EvaluateAsync("() => scrollTo(0, 0)");
                await names.First.FocusAsync();
                await page.Keyboard.PressAsync("Control+a");
                await page.GetByText($"{Size:#,0} selected").WaitForAsync();
            }),
            ("select none", Settle, () => page.Keyboard.PressAsync("Escape")),
            ("edit a wish", Settle, async () =>
            {
                await names.Nth(1).ClickAsync();
                await page.GetByLabel("Note").FillAsync($"Written in run {run}");
                await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
            }),
            ("move a wish", Settle, async () =>
            {
                await names.Nth(2).FocusAsync();
                await page.Keyboard.PressAsync("Alt+ArrowDown");
            }),
            ("remove a wish and undo", Settle, async () =>
            {
                await names.Nth(1).FocusAsync();
                await page.Keyboard.PressAsync("Delete");
                await page.Keyboard.PressAsync("Control+z");
            }),
            ("another window's change", Heard, async () =>
            {
                var wish = (await api.GetAsync($"api/lists/{list}/items?limit=1")).GetProperty("items")[0].GetProperty("id").GetString();
                await api.PostAsync($"api/lists/{list}/items/change", new { ids = new[] { wish }, priority = run % 2 == 0 ? "high" : "low" });
            }),
            ("type in the search", Settle, async () =>
            {
                await page.GetByRole(AriaRole.Link, new() { Name = "Search" }).ClickAsync();
                await page.GetByLabel("Words to look for").PressSequentiallyAsync("wish 1", new() { Delay = 60 });
                await page.Locator("main ul li").First.WaitForAsync();
            }),
        ];
    }
}
