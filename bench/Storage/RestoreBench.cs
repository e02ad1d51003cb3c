using System.Diagnostics;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Following;
using Belfry.Storage.Restore;

namespace Belfry.Bench.Storage;

/// <summary>A restore of a database and many commits after its snapshot, against a plain copy and integrity_check; then the same into the live database.</summary>
internal static class RestoreBench
{
    public static async Task<int> RunAsync(Settings settings)
    {
        var report = new Report();
        var folder = settings.NewFolder();
        var path = Path.Combine(folder, "data", "app.db");
        await using (var database = Database.Open(new DatabaseOptions { Path = path }))
        {
            await SnapshotBench.FillAsync(database, (long)(settings.Number("mb", 1024) * (1 << 20)));
            var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(Path.Combine(folder, "archive")) });
            await using (var follower = archive.Follow(path))
            {
                await CommitAsync(database, follower, (long)settings.Number("commits", 100_000));
            }

            await ToFileAsync(settings, report, archive, path, Path.Combine(folder, "copy.db"));
            await InPlaceAsync(report, archive, database, path, folder);
        }

        report.Print(settings.Json);
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task CommitAsync(Database database, Follower follower, long commits)
    {
        while (follower.Status.Lineage is null)
        {
            await Task.Delay(10);
        }

        var writer = new PacedWriter(database);
        while (writer.Acknowledged.Count < commits)
        {
            await writer.RunAsync(double.MaxValue, TimeSpan.FromMilliseconds(200));
        }

        for (var now = DateTimeOffset.UtcNow; follower.Status.CheckedAt is not { } archived || archived < now;)
        {
            await Task.Delay(10);
        }
    }

    private static async Task ToFileAsync(Settings settings, Report report, Archive archive, string path, string copy)
    {
        var (ours, plain) = (new List<double>(), new List<double>());
        for (var round = 0; round < settings.Number("rounds", 3); round++)
        {
            ours.Add(await TimeAsync(() => archive.RestoreAsync(RestorePoint.Latest, copy)));
            File.Delete(copy);
            plain.Add(await TimeAsync(async () =>
            {
                await SnapshotBench.RunAsync("cp", path, copy);
                await SnapshotBench.RunAsync("sqlite3", copy, "pragma integrity_check");
            }));
            File.Delete(copy);
        }

        report.Add("to a file: belfry, checked", SnapshotBench.Median(ours), "s");
        report.Add("to a file: cp and integrity_check", SnapshotBench.Median(plain), "s");
        report.Add("to a file: ratio", SnapshotBench.Median(ours) / SnapshotBench.Median(plain), "x");
    }

    /// <summary>Readers ask without a pause meanwhile; what counts is the longest that one of them waited.</summary>
    private static async Task InPlaceAsync(Report report, Archive archive, Database database, string path, string scratch)
    {
        using var done = new CancellationTokenSource();
        var (longest, errors, reads) = (0.0, 0, 0);
        var reading = Task.Run(async () =>
        {
            for (; !done.IsCancellationRequested; reads++)
            {
                var started = Stopwatch.GetTimestamp();
                try
                {
                    await database.ReadAsync(session => session.QueryInt64("select id from rows order by time desc limit 1"));
                }
                catch (StorageException)
                {
                    errors++;
                }

                longest = Math.Max(longest, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        });
        var plan = await archive.PlanAsync(RestorePoint.Latest);
        report.Add("in place: belfry", await TimeAsync(() => archive.RestoreInPlaceAsync(RestorePoint.Commit(plan.Lineage, 1), path, scratch)), "s");
        await done.CancelAsync();
        await reading;
        report.Add("in place: longest read", longest, "ms");
        report.Add("in place: reads that failed", errors, $"of {reads}");
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalSeconds;
    }
}
