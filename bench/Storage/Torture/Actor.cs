using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Following;

namespace Belfry.Bench.Storage.Torture;

/// <summary>The processes that the torture run kills. Each works until its standard input ends.</summary>
internal static class Actor
{
    public const int Callers = 8;

    /// <summary>Writes rows (caller, number) from several callers at once and prints each one after it was acknowledged.</summary>
    public static async Task<int> WriteAsync(string path, long checkpointBytes)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = path, CheckpointBytes = checkpointBytes });
        await database.WriteAsync(session => session.Execute(
            "create table if not exists rows (caller integer, number integer, filler blob, primary key (caller, number))"));
        using var ended = new CancellationTokenSource();
        var callers = Enumerable.Range(0, Callers).Select(caller => CallAsync(database, caller, ended.Token)).ToArray();
        Console.WriteLine(Child.Ready);
        await Console.In.ReadToEndAsync(CancellationToken.None);
        await ended.CancelAsync();
        await Task.WhenAll(callers);
        return 0;
    }

    /// <summary>Follows the database into the archive.</summary>
    public static async Task<int> FollowAsync(string path, string archiveFolder, int intervalMilliseconds, long checkpointBytes)
    {
        var archive = await Archive.OpenAsync(new ArchiveOptions { Folder = archiveFolder });
        await using var follower = archive.Follow(
            path, new FollowerOptions { Interval = TimeSpan.FromMilliseconds(intervalMilliseconds), CheckpointBytes = checkpointBytes });
        var ending = Console.In.ReadToEndAsync();
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

    private static async Task CallAsync(Database database, int caller, CancellationToken ended)
    {
        var next = 1 + await database.ReadAsync(
            session => session.QueryInt64("select coalesce(max(number), 0) from rows where caller = ?1", caller), CancellationToken.None);
        for (; !ended.IsCancellationRequested; next++)
        {
            var number = next;
            await database.WriteAsync(
                session => session.Execute("insert into rows values (?1, ?2, randomblob(abs(random()) % 600))", caller, number), CancellationToken.None);
            Console.WriteLine($"{caller} {number}");
            await Task.Delay(caller * 2, CancellationToken.None); // a mix of hasty and slow ones
        }
    }
}
