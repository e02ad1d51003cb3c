using Belfry.Bench.Results;
using Belfry.Storage;

namespace Belfry.Bench.Backup;

/// <summary>
/// What a day of commits adds to the archive, each one restorable, beside one full copy for the day. Every commit adds a row and changes another of 2,000 bytes
/// anywhere in the database. The day is written in seconds; segments hold the more commits the faster it is written, so that a real one takes somewhat more.
/// </summary>
internal static class DayBench
{
    private const double PerSecond = 1_000;
    private static readonly string Words = string.Concat(Enumerable.Range(0, 400).Select(i => $"word{i * 7919 % 1000} "))[..2000];

    public static async Task RunAsync(Collector figures, int megabytes, int commits)
    {
        using var work = new WorkFolder();
        var path = work.File("app.db");
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        await SampleDatabase.FillAsync(database, megabytes);
        using var follower = StreamBench.Follow(work);
        await follower.ReadyAsync();
        var writer = new PacedWriter(async time => await database.WriteAsync(session =>
        {
            session.Execute(RowsTable.Insert, 1, time, RowsTable.Text);
            return session.Execute("update rows set text = ?1 where id = 1 + abs(random()) % (select max(id) from rows)", Words);
        }));
        await writer.RunAsync(PerSecond, TimeSpan.FromSeconds(commits / PerSecond));
        await follower.StopAsync();
        await database.DisposeAsync(); // from now on the file alone is the database
        var (@case, size) = ("stored for a day", $"{megabytes} MB, {commits:#,0} commits");
        figures.Add(@case, size, Figure.Own, "stored", "MB", SegmentBytes(work.File("archive")) / 1e6);
        using var backups = new WorkFolder();
        var (_, backup, _) = await Way.Plain[1].RunAsync(path, backups);
        figures.Add(@case, size, "daily .backup", "stored", "MB", backup);
        using var archives = new WorkFolder();
        var (_, tar, _) = await Way.Compressed[1].RunAsync(path, archives);
        figures.Add(@case, size, "daily tar czf", "stored", "MB", tar);
    }

    private static long SegmentBytes(string archive) =>
        new DirectoryInfo(archive).EnumerateFiles("*.segment", SearchOption.AllDirectories).Sum(file => file.Length);
}
