using System.Diagnostics;
using Belfry.Storage;

namespace Belfry.Bench.Storage;

/// <summary>Acknowledged, flushed single-row inserts per second, beside what the machine allows: a loop over one bare connection, and the flush alone.</summary>
internal static class WriterBench
{
    /// <summary>Code that is not compiled yet is not what is measured.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.7);

    public static async Task<int> RunAsync(Settings settings)
    {
        var report = new Report();
        var time = TimeSpan.FromSeconds(settings.Number("seconds", 3));
        await BesideBareAsync(settings, report, time);
        foreach (var callers in (int[])[16, 256])
        {
            var figures = await MeasureAsync(settings, callers, time);
            report.Add($"{callers} callers", figures.PerSecond, "commits per second");
            report.Add($"{callers} callers: p50", figures.P50, "ms");
            report.Add($"{callers} callers: p99", figures.P99, "ms");
            report.Add($"{callers} callers: memory taken", figures.Bytes, "bytes per write");
        }

        report.Print(settings.Json);
        return 0;
    }

    /// <summary>In turn, so that all three see the same neighbours; the figures are medians over the rounds.</summary>
    private static async Task BesideBareAsync(Settings settings, Report report, TimeSpan time)
    {
        var (flush, bare, ours) = (new List<double>(), new List<double>(), new List<Figures>());
        for (var round = 0; round < settings.Number("rounds", 5); round++)
        {
            var folder = settings.NewFolder();
            flush.Add(BareLoop.Flush(folder, time));
            bare.Add(BareLoop.Sqlite(folder, time));
            Directory.Delete(folder, recursive: true);
            ours.Add(await MeasureAsync(settings, 1, time));
        }

        report.Add("flush alone", SnapshotBench.Median(flush), "per second");
        report.Add("bare loop over one connection", SnapshotBench.Median(bare), "commits per second");
        report.Add("1 caller", SnapshotBench.Median([.. ours.Select(one => one.PerSecond)]), "commits per second");
        report.Add("1 caller: p99", SnapshotBench.Median([.. ours.Select(one => one.P99)]), "ms");
        report.Add("1 caller: share of the bare loop", SnapshotBench.Median([.. ours.Select((one, round) => one.PerSecond / bare[round])]), "x");
    }

    private static async Task<Figures> MeasureAsync(Settings settings, int callers, TimeSpan time)
    {
        var folder = settings.NewFolder();
        await using var database = Database.Open(new DatabaseOptions { Path = Path.Combine(folder, "app.db") });
        await PacedWriter.CreateTableAsync(database);
        await LoopAsync(database, callers, WarmUp);
        var allocated = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        var took = await LoopAsync(database, callers, time);
        var elapsed = clock.Elapsed;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        return new Figures(took.Length / elapsed.TotalSeconds, took[took.Length / 2], took[took.Length * 99 / 100], allocated / took.Length);
    }

    /// <summary>How long each write took, in milliseconds, sorted.</summary>
    private static async Task<double[]> LoopAsync(Database database, int callers, TimeSpan time)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var took = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var mine = new List<double>(100_000);
            while (Stopwatch.GetTimestamp() < until)
            {
                var started = Stopwatch.GetTimestamp();
                await database.WriteAsync(session => session.Execute(RowsTable.Insert, caller, started, RowsTable.Text));
                mine.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            return mine;
        })));
        return [.. took.SelectMany(list => list).Order()];
    }

    private readonly record struct Figures(double PerSecond, double P50, double P99, double Bytes);
}
