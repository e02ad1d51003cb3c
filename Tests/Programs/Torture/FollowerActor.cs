using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Following;

namespace Belfry.Tests.Torture;

/// <summary>A process that follows a database into an archive and prints how far it is: <c>20261121T011426.123Z-000001-9f3a 17</c>.</summary>
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
        var said = Say(follower, "");
        while (!ending.Wait(intervalMilliseconds)) // as often as there can be something to say: the bench measures what this process costs
        {
            said = Say(follower, said);
        }

        await ReachAsync(follower);
        Say(follower, said);
        return 0;
    }

    /// <summary>Prints the lineage and the last position that is in the archive, when they are others than the last time.</summary>
    private static string Say(Follower follower, string said)
    {
        var status = follower.Status;
        var now = $"{status.Lineage} {status.Position}";
        if (now != said)
        {
            Console.WriteLine(now);
        }

        return now;
    }

    /// <summary>Waits until the archive holds all that was committed before.</summary>
    private static async Task ReachAsync(Follower follower)
    {
        var now = DateTimeOffset.UtcNow;
        follower.LookNow();
        while (follower.Status is not { Lineage: not null, Failure: null } status || status.CheckedAt <= now)
        {
            await Task.Delay(5);
        }
    }
}
