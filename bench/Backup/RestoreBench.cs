using System.Diagnostics;
using Belfry.Bench.Results;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Following;
using Belfry.Storage.Restore;

namespace Belfry.Bench.Backup;

/// <summary>
/// A database and many commits after its snapshot, proven, restored to a file and into the live database, beside what one does with a plain copy: checking it, copying
/// it and checking that, and <c>.restore</c>.
/// </summary>
internal static class RestoreBench
{
    public static async Task RunAsync(Form form, Collector figures)
    {
        foreach (var megabytes in (int[])(form.Quick ? [16] : [100, 1024]))
        {
            await RunAsync(figures, megabytes, form.Quick ? 1_000 : 100_000, form.Rounds);
        }
    }

    public static async Task RunAsync(Collector figures, int megabytes, int commits, int rounds)
    {
        using var work = new WorkFolder();
        var path = work.File("app.db");
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        await SampleDatabase.FillAsync(database, megabytes);
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(work.File("archive")) });
        await using (var follower = archive.Follow(path))
        {
            await CommitAsync(database, follower, commits);
        }

        var (copy, size) = (work.File("copy.db"), $"{megabytes:#,0} MB, {commits:#,0} commits");
        await Tools.RunAsync("sqlite3", default, path, $".backup '{copy}'");
        var first = RestorePoint.Commit((await archive.PlanAsync(RestorePoint.Latest)).Lineage, 1);
        for (var round = 0; round < rounds; round++)
        {
            await VerifyAsync(figures, size, archive, work.Path, copy);
            await ToFileAsync(figures, size, archive, RestorePoint.Latest, copy, work.File("restored.db"));
            await InPlaceAsync(figures, size, Figure.Own, database, () => archive.RestoreInPlaceAsync(first, path, work.Path));
            await InPlaceAsync(figures, size, "sqlite3 .restore", database, () => Tools.RunAsync("sqlite3", default, path, ".timeout 10000", $".restore '{copy}'"));
        }
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

    private static async Task VerifyAsync(Collector figures, string size, Archive archive, string scratch, string copy)
    {
        var backup = (await archive.ListAsync())[0];
        figures.Add("verify a backup", size, Figure.Own, "time", "s", await TimeAsync(() => archive.VerifyAsync(backup.Id, scratch)));
        figures.Add("verify a backup", size, "checks on a copy", "time", "s", await TimeAsync(() => CheckAsync(copy)));
    }

    private static async Task ToFileAsync(Collector figures, string size, Archive archive, RestorePoint point, string copy, string restored)
    {
        figures.Add("restore to a file, checked", size, Figure.Own, "time", "s", await TimeAsync(() => archive.RestoreAsync(point, restored)));
        File.Delete(restored);
        figures.Add("restore to a file, checked", size, "cp and the checks", "time", "s", await TimeAsync(async () =>
        {
            await Tools.RunAsync("cp", default, copy, restored);
            await CheckAsync(restored);
        }));
        File.Delete(restored);
    }

    private static Task<string> CheckAsync(string path) => Tools.RunAsync("sqlite3", default, path, "pragma integrity_check; pragma foreign_key_check");

    /// <summary>Readers ask without a pause meanwhile; what counts is the longest that one of them waited.</summary>
    private static async Task InPlaceAsync(Collector figures, string size, string of, Database database, Func<Task> restore)
    {
        using var done = new CancellationTokenSource();
        var (longest, errors) = (0.0, 0);
        var reading = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
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
        figures.Add("restore into the live database", size, of, "time", "s", await TimeAsync(restore));
        await done.CancelAsync();
        await reading;
        figures.Add("restore into the live database", size, of, "longest read", "ms", longest);
        figures.Add("restore into the live database", size, of, "reads that failed", "", errors);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalSeconds;
    }
}
