using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Following;

namespace Belfry.Tests.Torture;

/// <summary>A process that follows a database into an archive.</summary>
internal static class FollowerActor
{
    public static async Task<int> RunAsync(string path, string archiveFolder, int intervalMilliseconds, long checkpointBytes)
    {
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(archiveFolder) });
        await using var follower = archive.Follow(
            path, new FollowerOptions { Interval = TimeSpan.FromMilliseconds(intervalMilliseconds), CheckpointBytes = checkpointBytes });
        var ending = Task.Run(Console.In.ReadToEnd); // the asynchronous method of this reader blocks too
        await ReachAsync(follower);
        Console.WriteLine(Child.Ready);
        await ending;
        await ReachAsync(follower);
        return 0;
    }

    /// <summary>Waits until the archive holds all that was committed before.</summary>
    private static async Task ReachAsync(Follower follower)
    {
        for (var now = DateTimeOffset.UtcNow; follower.Status is not { Lineage: not null, Failure: null } status || status.CheckedAt <= now;)
        {
            await Task.Delay(5);
        }
    }
}
