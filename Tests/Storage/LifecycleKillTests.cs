using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Compaction;
using Belfry.Storage.Restore;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

/// <summary>Real kills (SIGKILL) at every step of a restore into the live database and of a compaction.</summary>
public sealed class LifecycleKillTests
{
    [Theory]
    [InlineData(RestorePhase.Reading, 0)]
    [InlineData(RestorePhase.Locking, 0)]
    [InlineData(RestorePhase.Saving, 0)]
    [InlineData(RestorePhase.Saving, 40)]
    [InlineData(RestorePhase.Replacing, 0)]
    [InlineData(RestorePhase.Replacing, 5)]
    [InlineData(RestorePhase.Replacing, 60)]
    public async Task RestoreInPlace_Killed_LeavesTheOldOrTheNewContentAndASafetyPoint(RestorePhase phase, int delay)
    {
        using var folder = new TempFolder();
        await using var database = Database.Open(new DatabaseOptions { Path = folder.File("data/app.db") });
        await database.WriteAsync(session => session.Execute("create table t (a integer, filler blob)"));
        await SetAsync(database, 1);
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(folder.File("archive")) });
        var backup = await archive.TakeSnapshotAsync(database.Path);
        await SetAsync(database, 2);

        var killed = await LifecycleProcess.IsKilledAsync(
            "restore", folder.File("archive"), database.Path, folder.File("scratch"), backup.Id, phase.ToString(), $"{delay}");

        var content = await ContentAsync(database);
        Assert.Contains(content, (string[])["1-1 ok", "2-2 ok"]);
        Assert.True(killed || content == "1-1 ok", "a restore that ended did not change the content");
        if (phase < RestorePhase.Replacing)
        {
            Assert.Equal("2-2 ok", content);
            Assert.True(delay > 0 || killed);
        }
        else
        {
            var points = await archive.PointsAsync();
            Assert.True(content == "1-1 ok" || points.All(point => !point.Name.StartsWith("undo-", StringComparison.Ordinal)), "a restore that was cut off is there to be undone");
            await archive.RestoreInPlaceAsync(RestorePoint.Named(points[0].Name), database.Path, folder.File("scratch"));
            Assert.Equal("2-2 ok", await ContentAsync(database));
        }

        await SetAsync(database, 3);
        Assert.Equal("3-3 ok", await ContentAsync(database));
    }

    [Theory]
    [InlineData(CompactionPhase.Merging, 1)]
    [InlineData(CompactionPhase.Proving, 1)]
    [InlineData(CompactionPhase.Pruning, 1)]
    public async Task Compact_Killed_BothFormsGiveTheSameAndTheNextOneGoesOn(CompactionPhase phase, int occurrence)
    {
        using var life = await LifeArchive.CreateAsync(commits: 60);
        var now = life.Clock.Now = LifeArchive.Start + TimeSpan.FromHours(3);
        var finest = life.Segments("0/");

        Assert.True(await LifecycleProcess.IsKilledAsync("compact", life.Path, life.Folder.File("scratch"), $"{now:o}", phase.ToString(), $"{occurrence}"));

        Assert.Empty(finest.Except(life.Segments()));
        await life.AssertRestoresAsync(RestorePoint.Latest, life.Lineage.States.Count - 1);
        await life.AssertRestoresAsync(RestorePoint.Commit(life.Lineage.Name, 30), 30);
        Assert.False(Directory.Exists(life.Folder.File("scratch")) && Directory.EnumerateFiles(life.Folder.File("scratch")).Any());

        var policy = new CompactionPolicy { Tiers = [new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1))], Grace = TimeSpan.FromMinutes(10) };
        await life.Archive.CompactAsync(policy, life.Folder.Path);
        life.Clock.Now += TimeSpan.FromHours(2); // past the pins of the killed one
        await life.Archive.CompactAsync(policy, life.Folder.Path);

        Assert.Empty(life.Segments("0/"));
        var time = LifeArchive.Start.AddMinutes(4);
        await life.AssertRestoresAsync(RestorePoint.At(time), life.PositionAt(time));
        await life.AssertRestoresAsync(RestorePoint.Latest, life.Lineage.States.Count - 1);
    }

    private static async Task SetAsync(Database database, int value) => await database.WriteAsync(session =>
    {
        session.Execute("delete from t");
        return session.Execute(
            "insert into t with recursive c(i) as (select 1 union all select i + 1 from c where i < 4000) select ?1, randomblob(1000) from c", value);
    });

    private static ValueTask<string> ContentAsync(Database database) => database.ReadAsync(session =>
        $"{session.QueryInt64("select min(a) from t")}-{session.QueryInt64("select max(a) from t")} {session.QueryString("pragma integrity_check(1)")}");
}
