using System.Diagnostics;
using Belfry.Bench.Backup;
using Belfry.Bench.Results;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;

namespace Belfry.Bench.Growth;

/// <summary>Snapshot, proof and restore of larger and larger databases.</summary>
internal static class CopyGrowth
{
    public static async Task RunAsync(Form form, Collector figures)
    {
        foreach (var megabytes in (int[])(form.Quick ? [4, 8, 16] : [32, 128, 512]))
        {
            using var work = new WorkFolder();
            var path = work.File("app.db");
            await SampleDatabase.MakeAsync(path, megabytes);
            var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(work.File("archive")) });
            await AddAsync("snapshot", () => archive.TakeSnapshotAsync(path));
            var backup = (await archive.ListAsync())[0];
            await AddAsync("verify", () => archive.VerifyAsync(backup.Id, work.Path));
            await AddAsync("restore", () => archive.RestoreAsync(RestorePoint.Latest, work.File("restored.db")));

            async Task AddAsync(string name, Func<Task> run)
            {
                var clock = Stopwatch.StartNew();
                await run();
                figures.Add("archive: time per 100 MB", $"{megabytes} MB", Figure.Own, name, "ms", clock.Elapsed.TotalMilliseconds * 100 / megabytes);
            }
        }
    }
}
