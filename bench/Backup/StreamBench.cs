using System.Diagnostics;
using Belfry.Bench.Results;
using Belfry.Tests.Torture;

namespace Belfry.Bench.Backup;

/// <summary>What a follower in another process costs itself and the writer, how far it is behind, and what it stores.</summary>
internal static class StreamBench
{
    /// <summary>Of one connection through our writer, each flushed; more than that only without a flush of each.</summary>
    private const int MostFlushed = 5_000;

    /// <summary>With nothing to do, compilation goes on for longer, in the background.</summary>
    private static readonly TimeSpan SettleIdle = TimeSpan.FromSeconds(10);

    private const string DefaultInterval = "100";
    private const string DefaultCheckpointBytes = "16777216";

    public static async Task RunAsync(Form form, Collector figures)
    {
        var time = form.Turn * 2;
        for (var round = 0; round < form.Rounds; round++)
        {
            await IdleAsync(figures, form.Quick ? TimeSpan.FromSeconds(2) : SettleIdle, time * 2);
            foreach (var rate in (int[])[50, 500, MostFlushed, 20_000])
            {
                await BesideWriterAsync(figures, rate, form.WarmUp, time);
            }

            foreach (var commits in (int[])[1_000, 10_000])
            {
                await DayBench.RunAsync(figures, form.Quick ? 4 : 100, form.Quick ? commits / 10 : commits);
            }
        }
    }

    public static Child Follow(WorkFolder work) => new(
        Tools.Built("Torture", "Torture.dll"), null, "follow", work.File("app.db"), work.File("archive"), DefaultInterval, DefaultCheckpointBytes);

    private static async Task IdleAsync(Collector figures, TimeSpan settle, TimeSpan time)
    {
        using var work = new WorkFolder();
        using var connection = new BareConnection(work.File("app.db"), "full");
        connection.Commit(1);
        using var follower = Follow(work);
        await follower.ReadyAsync();
        await Task.Delay(settle);
        figures.Add("streaming", "0 commits/s", Figure.Own, "processor of the follower", "% of a core", await ProcessorAsync(follower, () => Task.Delay(time)));
        await follower.StopAsync();
    }

    /// <summary>In turn without and with the follower, so that both see the same neighbours.</summary>
    private static async Task BesideWriterAsync(Collector figures, int rate, TimeSpan settle, TimeSpan time)
    {
        var (@case, size) = ("streaming", $"{rate:#,0} commits/s");
        await CalmDisk.WaitAsync();
        using (var alone = new WorkFolder())
        {
            using var connection = new BareConnection(alone.File("app.db"), rate > MostFlushed ? "normal" : "full");
            figures.Add(@case, size, "nobody follows", "writer's p99", "ms", P99(await Writer(connection).RunAsync(rate, time)));
        }

        await CalmDisk.WaitAsync();
        using var work = new WorkFolder();
        using var written = new BareConnection(work.File("app.db"), rate > MostFlushed ? "normal" : "full");
        using var follower = Follow(work);
        await follower.ReadyAsync();
        using var arrivals = new SegmentArrivals(work.File("archive"));
        var writer = Writer(written);
        double[] took = [];
        await writer.RunAsync(rate, settle);
        var processor = await ProcessorAsync(follower, async () => took = await writer.RunAsync(rate, time));
        await follower.StopAsync();
        figures.Add(@case, size, Figure.Own, "writer's p99", "ms", P99(took));
        figures.Add(@case, size, Figure.Own, "commits reached", "per s", took.Length / time.TotalSeconds);
        figures.Add(@case, size, Figure.Own, "lag p99", "ms", P99([.. arrivals.Lags(writer.Acknowledged).Order()]));
        figures.Add(@case, size, Figure.Own, "processor of the follower", "% of a core", processor);
    }

    private static PacedWriter Writer(BareConnection connection) => new(time =>
    {
        connection.Commit(time);
        return ValueTask.CompletedTask;
    });

    private static async Task<double> ProcessorAsync(Child child, Func<Task> work)
    {
        using var process = Process.GetProcessById(child.Id);
        var (before, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        await work();
        process.Refresh();
        return (process.TotalProcessorTime - before) / clock.Elapsed * 100;
    }

    private static double P99(double[] sorted) => sorted[Math.Min(sorted.Length - 1, sorted.Length * 99 / 100)];
}
