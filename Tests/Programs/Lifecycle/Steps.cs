using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Compaction;
using Belfry.Storage.Migrations;
using Belfry.Storage.Restore;

namespace Belfry.Tests.Lifecycle;

internal static class Steps
{
    /// <summary>Restores a backup in place and dies when a phase begins, or some milliseconds later.</summary>
    public static async Task<int> RestoreAsync(string folder, string database, string scratch, string backup, string phase, int delay)
    {
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(folder) });
        var deadly = new Told<RestoreProgress>(progress =>
        {
            if (progress.Phase.ToString() == phase)
            {
                if (delay == 0)
                {
                    Suicide.Now();
                }

                Suicide.In(TimeSpan.FromMilliseconds(delay));
            }
        });
        await archive.RestoreInPlaceAsync(RestorePoint.Backup(backup), database, scratch, options: null, deadly);
        return 0;
    }

    /// <summary>Compacts and dies when a phase begins for the n-th time.</summary>
    public static async Task<int> CompactAsync(string folder, string scratch, DateTimeOffset now, string phase, int occurrence)
    {
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(folder) }, new StoppedClock(now));
        var policy = new CompactionPolicy { Tiers = [new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1))], Grace = TimeSpan.FromMinutes(10) };
        var deadly = new Told<CompactionProgress>(progress =>
        {
            if (progress.Phase.ToString() == phase && --occurrence == 0)
            {
                Suicide.Now();
            }
        });
        await archive.CompactAsync(policy, scratch, deadly);
        return 0;
    }

    /// <summary>Says that it is ready, waits for a line, migrates and prints how many migrations it applied.</summary>
    public static async Task<int> MigrateAsync(string path)
    {
        var migrations = MigrationSet.FromAssembly(typeof(Steps).Assembly);
        Console.WriteLine("ready");
        Console.ReadLine();
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        Console.WriteLine(database.Migrate(migrations));
        return 0;
    }
}
