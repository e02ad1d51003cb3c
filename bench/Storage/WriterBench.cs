using System.Diagnostics;
using Belfry.Storage;

namespace Belfry.Bench.Storage;

/// <summary>Acknowledged, flushed single-row inserts per second: a 120-byte row and one index, as in docs/decisions.</summary>
internal static class WriterBench
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var seconds = arguments.Length > 0 ? double.Parse(arguments[0]) : 3;
        var folder = arguments.Length > 1 ? arguments[1] : ".";
        foreach (var callers in (int[])[1, 16, 256])
        {
            await MeasureAsync(callers, TimeSpan.FromSeconds(seconds), Path.Combine(folder, $"bench-{Guid.NewGuid():n}"));
        }

        return 0;
    }

    private static async Task MeasureAsync(int callers, TimeSpan time, string folder)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = Path.Combine(folder, "app.db") });
        await database.WriteAsync(session =>
        {
            session.ExecuteScript("create table rows (id integer primary key, caller integer, time integer, text text); create index by_time on rows (time)");
            return 0;
        });
        await LoopAsync(database, callers, TimeSpan.FromSeconds(0.7), []);
        var latencies = new List<double>[callers];
        var allocated = GC.GetTotalAllocatedBytes();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var writes = await LoopAsync(database, callers, time, latencies);
        var elapsed = clock.Elapsed;
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        var all = latencies.SelectMany(list => list).Order().ToArray();
        Console.WriteLine(
            $"{callers,4} callers {writes / elapsed.TotalSeconds,10:n0} commits/s   p50 {all[all.Length / 2],7:n3} ms  p99 {all[all.Length * 99 / 100],7:n3} ms   " +
            $"{allocated / writes,5} B/write  {cpu / elapsed * 100,4:n0} % cpu");
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<long> LoopAsync(Database database, int callers, TimeSpan time, List<double>[] latencies)
    {
        var text = new string('x', 100);
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var mine = new List<double>(100_000);
            while (Stopwatch.GetTimestamp() < until)
            {
                var started = Stopwatch.GetTimestamp();
                await database.WriteAsync(session => session.Execute("insert into rows (caller, time, text) values (?1, ?2, ?3)", caller, started, text));
                mine.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            if (latencies.Length > 0)
            {
                latencies[caller] = mine;
            }

            return (long)mine.Count;
        })));
        return counts.Sum();
    }
}
