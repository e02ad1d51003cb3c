using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;
using Belfry.Storage.Retention;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class RetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly ArchiveNames Names = new("appdb");

    [Fact]
    public void Plan_HoursAndDays_KeepsTheNewestOfEach()
    {
        var backups = Enumerable.Range(0, 24 * 10).Select(i => Backup(Now.AddHours(-i).AddMinutes(-10), verified: true)).ToList();

        var plan = Plan(new RetentionPolicy { Hourly = 3, Daily = 3 }, backups);

        Assert.Equal([10, 70, 130, (12 * 60) + 10, (36 * 60) + 10], plan.Kept.Select(backup => (int)(Now - backup.TakenAt).TotalMinutes));
        Assert.Equal(backups.Count - 5, plan.Doomed.Count);
    }

    [Fact]
    public void Plan_OnlyAnOldOneIsVerified_KeepsIt()
    {
        var backups = Enumerable.Range(0, 5).Select(i => Backup(Now.AddDays(-i), verified: i == 4)).ToList();

        Assert.Equal([backups[0], backups[4]], Plan(new RetentionPolicy(), backups).Kept);
    }

    [Fact]
    public void Plan_CommitsOfTheLastDay_KeepsTheirSnapshotAndSegments()
    {
        const string Lineage = "20261119T000000.000Z-00000001";
        var snapshots = new[] { 0L, 100, 200, 300 }
            .Select((position, i) => Backup(Now.AddHours(-60 + (i * 15)), verified: i == 3, lineage: Lineage, position: position))
            .Reverse()
            .ToList();
        var segments = Enumerable.Range(0, 6).Select(i => Names.Segment(Lineage, 0, (i * 60) + 1, (i * 60) + 60, Now.AddHours(-50 + (i * 10)))).ToList();

        var plan = Plan(new RetentionPolicy { History = TimeSpan.FromHours(24) }, snapshots, segments);

        // 24 h ago lies after the snapshot at position 200: with it and all segments past it every later commit can be restored.
        Assert.Equal([300, 200], plan.Kept.Select(backup => backup.ObjectName).Select(name => Convert.ToInt64(name.Split('/')[^1][..16], 16)));
        Assert.Equal(segments.Take(3), plan.Objects.Where(name => name.EndsWith(".segment", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Prune_UnneededObjects_AreMarkedFirstAndDeletedAfterTheGrace()
    {
        using var folder = new TempFolder();
        await using var database = Database.Open(new DatabaseOptions { Path = folder.File("app.db") });
        var clock = new Clock();
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(folder.File("archive")) }, clock);
        var old = await archive.TakeSnapshotAsync(database.Path);
        var young = await archive.TakeSnapshotAsync(database.Path);
        young = await archive.VerifyAsync(young.Id, folder.Path);
        var policy = new RetentionPolicy { Grace = TimeSpan.FromHours(1) };

        var first = await archive.PruneAsync(policy);
        clock.Now += TimeSpan.FromMinutes(30);
        var second = await archive.PruneAsync(policy);
        await archive.RestoreAsync(old.Id, folder.File("still-there.db"));
        clock.Now += TimeSpan.FromMinutes(31);
        var third = await archive.PruneAsync(policy);

        Assert.Equal([old.ObjectName], first.Marked);
        Assert.Empty(second.Marked.Concat(second.Deleted));
        Assert.Equal([old.ObjectName], third.Deleted);
        Assert.Equal([young], await archive.ListAsync());
        Assert.False(Directory.Exists(folder.File("archive/appdb/doomed")));
    }

    [Theory]
    [InlineData(365 * 24)]
    [InlineData(-1)]
    public async Task Prune_ClockJumped_DeletesNothing(int hours)
    {
        using var folder = new TempFolder();
        await using var database = Database.Open(new DatabaseOptions { Path = folder.File("app.db") });
        var archive = await Archive.OpenAsync(
            new ArchiveOptions { Target = new FolderTarget(folder.File("archive")) }, new Clock { Now = DateTimeOffset.UtcNow.AddHours(hours) });
        await archive.TakeSnapshotAsync(database.Path);
        await archive.TakeSnapshotAsync(database.Path);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => archive.PruneAsync(new RetentionPolicy { Grace = TimeSpan.Zero }));

        Assert.Equal(StorageError.ClockJumped, refusal.Error);
        Assert.Equal(2, (await archive.ListAsync()).Count);
    }

    private static RetentionPlan Plan(RetentionPolicy policy, List<Backup> backups, List<string>? segments = null, List<NamedPoint>? points = null) => RetentionPlan.For(
        policy, backups, points ?? [], [.. backups.Select(backup => backup.ObjectName).Concat(segments ?? []).Select(name => new StoredObject(name, 1))], Names, Now);

    private static Backup Backup(DateTimeOffset time, bool verified = false, string? lineage = null, long position = 0) => new(
        ArchiveTime.Text(time), time, 1, verified ? BackupState.Verified : BackupState.Unverified, null, null, null)
    {
        ObjectName = Names.Snapshot(lineage ?? ArchiveNames.NewLineage(time, 1), position, time),
    };

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
