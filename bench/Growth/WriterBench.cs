using System.Diagnostics;
using Belfry.Bench.Backup;
using Belfry.Bench.Results;
using Belfry.Storage;

namespace Belfry.Bench.Growth;

/// <summary>
/// Acknowledged, flushed single-row inserts per second with more and more callers, beside what the machine allows one: a loop over one bare connection, and the
/// flush alone.
/// </summary>
internal static class WriterBench
{
    /// <summary>What such a commit adds to the WAL: a leaf of the table and one of the index, each with its frame header.</summary>
    private const int CommitBytes = 2 * (4096 + 24);

    private const string Case = "writer: single-row commits, flushed";

    public static async Task RunAsync(Form form, Collector figures)
    {
        using var work = new WorkFolder();
        figures.Add(Case, "1 caller", "the flush alone", "commits", "per s", Flush(work.File("flushed"), form.Turn));
        using (var connection = new BareConnection(work.File("bare.db"), "full"))
        {
            figures.Add(Case, "1 caller", "a bare loop", "commits", "per s", PerSecond(form.Turn, connection.Commit));
        }

        foreach (var callers in (int[])[1, 16, 256])
        {
            await MeasureAsync(figures, callers, form.Turn);
        }
    }

    private static double Flush(string path, TimeSpan time)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var bytes = new byte[CommitBytes];
        return PerSecond(time, row =>
        {
            RandomAccess.Write(file, bytes, row * bytes.Length);
            RandomAccess.FlushToDisk(file);
        });
    }

    private static double PerSecond(TimeSpan time, Action<long> work)
    {
        var (done, clock) = (0L, Stopwatch.StartNew());
        for (; clock.Elapsed < time; done++)
        {
            work(done);
        }

        return done / clock.Elapsed.TotalSeconds;
    }

    private static async Task MeasureAsync(Collector figures, int callers, TimeSpan time)
    {
        using var work = new WorkFolder();
        await using var database = Database.Open(new DatabaseOptions { Path = work.File("app.db") });
        await PacedWriter.CreateTableAsync(database);
        await LoopAsync(database, callers, time / 2);
        var allocated = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        var took = await LoopAsync(database, callers, time);
        var elapsed = clock.Elapsed;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        var size = callers == 1 ? "1 caller" : $"{callers} callers";
        figures.Add(Case, size, Figure.Own, "commits", "per s", took.Length / elapsed.TotalSeconds);
        figures.Add(Case, size, Figure.Own, "p50", "ms", took[took.Length / 2]);
        figures.Add(Case, size, Figure.Own, "p99", "ms", took[took.Length * 99 / 100]);
        figures.Add(Case, size, Figure.Own, "memory taken", "bytes per write", (double)allocated / took.Length);
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
}
