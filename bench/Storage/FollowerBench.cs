using System.Diagnostics;
using Belfry.Storage;
using Belfry.Tests.Torture;

namespace Belfry.Bench.Storage;

/// <summary>What a follower in another process costs itself and the writer, and how far it is behind.</summary>
internal static class FollowerBench
{
    /// <summary>Compilation of a process that just started is not what is measured.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(4);

    /// <summary>With nothing to do it goes on for longer, in the background.</summary>
    private static readonly TimeSpan SettleIdle = TimeSpan.FromSeconds(10);

    private const string DefaultInterval = "100";
    private const string DefaultCheckpointBytes = "16777216";

    public static async Task<int> RunAsync(Settings settings)
    {
        var report = new Report();
        var time = TimeSpan.FromSeconds(settings.Number("seconds", 10));
        await IdleAsync(settings, report, time);
        foreach (var rate in (double[])[500, settings.Number("rate", 5000)])
        {
            await BesideWriterAsync(settings, report, rate, time);
        }

        report.Print(settings.Json);
        return 0;
    }

    private static async Task IdleAsync(Settings settings, Report report, TimeSpan time)
    {
        var folder = settings.NewFolder();
        await using var database = await OpenAsync(folder);
        await new PacedWriter(database).RunAsync(500, TimeSpan.FromSeconds(1));
        using var follower = Follow(folder);
        await follower.ReadyAsync();
        await Task.Delay(SettleIdle);
        report.Add("idle: CPU of the follower", await CpuAsync(follower, () => Task.Delay(time)), "% of a core");
        await follower.StopAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>In turn without and with the follower, so that both see the same neighbours; the figures are medians over the rounds.</summary>
    private static async Task BesideWriterAsync(Settings settings, Report report, double rate, TimeSpan time)
    {
        var (reached, without, with, lag, cpu) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < settings.Number("rounds", 3); round++)
        {
            var alone = settings.NewFolder();
            await using (var database = await OpenAsync(alone))
            {
                without.Add(Percentile(await new PacedWriter(database).RunAsync(rate, time), 0.99));
            }

            Directory.Delete(alone, recursive: true);
            var folder = settings.NewFolder();
            await using (var database = await OpenAsync(folder))
            {
                using var follower = Follow(folder);
                await follower.ReadyAsync();
                using var arrivals = new SegmentArrivals(Path.Combine(folder, "archive"));
                var writer = new PacedWriter(database);
                double[] took = [];
                await writer.RunAsync(rate, Settle);
                cpu.Add(await CpuAsync(follower, async () => took = await writer.RunAsync(rate, time)));
                await follower.StopAsync();
                with.Add(Percentile(took, 0.99));
                reached.Add(took.Length / time.TotalSeconds);
                lag.Add(Percentile(arrivals.Lags(writer.Acknowledged), 0.99));
            }

            Directory.Delete(folder, recursive: true);
        }

        var name = $"{rate:0}/s";
        report.Add($"{name}: commits reached", Percentile(reached, 0.5), "per second");
        report.Add($"{name}: CPU of the follower", Percentile(cpu, 0.5), "% of a core");
        report.Add($"{name}: lag p99, acknowledged to published", Percentile(lag, 0.5), "ms");
        report.Add($"{name}: writer p99 without a follower", Percentile(without, 0.5), "ms");
        report.Add($"{name}: writer p99 with it", Percentile(with, 0.5), "ms");
        report.Add($"{name}: ratio", Percentile(with, 0.5) / Percentile(without, 0.5), "x");
    }

    private static async Task<Database> OpenAsync(string folder)
    {
        var database = Database.Open(new DatabaseOptions { Path = Path.Combine(folder, "data", "app.db") });
        await PacedWriter.CreateTableAsync(database);
        return database;
    }

    private static Child Follow(string folder) => new(
        typeof(Child).Assembly.Location, null, "follow", Path.Combine(folder, "data", "app.db"), Path.Combine(folder, "archive"), DefaultInterval, DefaultCheckpointBytes);

    private static async Task<double> CpuAsync(Child child, Func<Task> work)
    {
        using var process = Process.GetProcessById(child.Id);
        var (before, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        await work();
        process.Refresh();
        return (process.TotalProcessorTime - before) / clock.Elapsed * 100;
    }

    private static double Percentile(IEnumerable<double> values, double part)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
    }
}
