using System.Text.Json;

namespace Belfry.Bench.Web;

/// <summary>
/// The longest task of the page's main thread while something was done: for how long the page could not answer, and for how much of that it was
/// at work itself. On a busy machine only the second figure tells of the page.
/// </summary>
internal sealed record LongestTask(double Milliseconds, double WorkMilliseconds)
{
    private static readonly string[] Categories = ["disabled-by-default-devtools.timeline", "devtools.timeline"];

    /// <param name="settle">How long to listen after the act, for what follows from it.</param>
    public static async Task<LongestTask> OfAsync(PageUnderTest app, TimeSpan settle, Func<Task> act)
    {
        var tracing = await app.Browser.NewBrowserCDPSessionAsync();
        await tracing.SendAsync("Tracing.start", new() { ["transferMode"] = "ReturnAsStream", ["traceConfig"] = new { includedCategories = Categories } });
        await act();
        await Task.Delay(settle);
        var complete = new TaskCompletionSource<string>();
        tracing.Event("Tracing.tracingComplete").OnEvent += (_, told) => complete.TrySetResult(told!.Value.GetProperty("stream").GetString()!);
        await tracing.SendAsync("Tracing.end");
        var stream = await complete.Task;
        var text = new System.Text.StringBuilder();
        bool end;
        do
        {
            var part = (await tracing.SendAsync("IO.read", new() { ["handle"] = stream, ["size"] = 1 << 20 }))!.Value;
            text.Append(part.GetProperty("data").GetString());
            end = part.GetProperty("eof").GetBoolean();
        }
        while (!end);
        await tracing.DetachAsync();
        using var trace = JsonDocument.Parse(text.ToString());
        return Longest(trace.RootElement.GetProperty("traceEvents").EnumerateArray().ToList(), app.Url.Authority);
    }

    private static LongestTask Longest(List<JsonElement> events, string authority)
    {
        var mains = events.Where(one => Name(one) == "thread_name" && one.GetProperty("args").GetProperty("name").GetString() == "CrRendererMain").Select(Thread).ToHashSet();
        // A new profile has pages of the browser's own, which are none of ours.
        var page = events.Where(one => mains.Contains(Thread(one)) && one.GetProperty("args").GetRawText().Contains(authority, StringComparison.Ordinal))
            .CountBy(Thread).MaxBy(thread => thread.Value).Key;
        var tasks = events.Where(one => Name(one) == "RunTask" && Thread(one) == page && one.TryGetProperty("dur", out _)).ToList();
        return new LongestTask(tasks.Max(task => Lasted(task, "dur")), tasks.Max(task => Lasted(task, "tdur")));
    }

    private static string? Name(JsonElement one) => one.GetProperty("name").GetString();

    private static (int Process, int Thread) Thread(JsonElement one) => (one.GetProperty("pid").GetInt32(), one.GetProperty("tid").GetInt32());

    private static double Lasted(JsonElement task, string property) => task.TryGetProperty(property, out var microseconds) ? microseconds.GetDouble() / 1_000 : 0;
}
