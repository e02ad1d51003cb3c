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
    public void Plan_NothingStreamed_KeepsTheNewestGoodOneOfEachDayOfTheHistory()
    {
        var backups = Enumerable.Range(0, 24 * 10).Select(i => Backup(Now.AddHours(-i), verified: true)).ToList();
        backups[13] = backups[13] with { State = BackupState.Failed };

        var plan = Plan(new RetentionPolicy { Last = 2, History = TimeSpan.FromDays(3) }, backups);

        Assert.Equal([0, 1, 14, 37, 61], plan.Kept.Select(backup => (int)(Now - backup.TakenAt).TotalHours));
    }

    [Fact]
    public void Plan_StreamedOnce_KeepsTheNewestOfEachDayThatWasNot()
    {
        const string Lineage = "20261001T000000.000Z-00000001";
        var streamed = Backup(Now.AddDays(-30), verified: true, lineage: Lineage, position: 100);
        var alone = Enumerable.Range(0, 48).Select(i => Backup(Now.AddHours(-i), verified: true)).ToList();

        var plan = Plan(
            new RetentionPolicy { History = TimeSpan.FromDays(3) }, [.. alone, streamed], [Names.Segment(Lineage, 0, 101, 120, Now.AddDays(-30))], streamed: Lineage);

        Assert.Equal([alone[0], alone[13], alone[37], streamed], plan.Kept);
    }

    [Fact]
    public void Plan_NothingVerified_KeepsEverything()
    {
        var backups = Enumerable.Range(0, 5).Select(i => Backup(Now.AddDays(-i))).ToList();

        var plan = Plan(new RetentionPolicy(), backups);

        Assert.Equal(backups, plan.Kept);
        Assert.Empty(plan.Objects);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    [InlineData(null, true)]
    public void Plan_NamedPoint_KeepsWhatItNeedsUntilItsTimeIsOver(int? hoursLeft, bool kept)
    {
        const string Lineage = "20261001T000000.000Z-00000001";
        var old = new[] { 0L, 100, 200 }.Select(position => Backup(Now.AddDays(-30).AddMinutes(position), lineage: Lineage, position: position)).Reverse().ToList();
        var newest = Backup(Now, verified: true);
        var segments = Enumerable.Range(0, 6).Select(i => Names.Segment(Lineage, 0, (i * 50) + 1, (i * 50) + 50, Now.AddDays(-30))).ToList();
        var until = hoursLeft is { } hours ? Now.AddHours(hours) : (DateTimeOffset?)null;
        var point = new NamedPoint("lunch", Lineage, 130, Now.AddDays(-30), Now.AddDays(-30), until);

        var plan = Plan(new RetentionPolicy(), [newest, .. old], segments, [point], streamed: "another", extra: [Names.Point("lunch")]);

        // Commit 130 lies in the third segment and is reached from the snapshot at position 100.
        Assert.Equal(kept, plan.Kept.Contains(old[1]));
        Assert.Equal(kept, !plan.Objects.Contains(segments[2]));
        Assert.Equal(kept, !plan.Objects.Contains(Names.Point("lunch")));
        Assert.Empty(((string[])[old[0].ObjectName, old[2].ObjectName, segments[1], segments[3]]).Except(plan.Objects));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Plan_StreamedLineageIdleForLong_KeepsItsNewestSnapshot(bool told)
    {
        const string Lineage = "20261001T000000.000Z-00000001";
        var streamed = new[] { 0L, 100 }.Select(position => Backup(Now.AddDays(-30).AddMinutes(position), lineage: Lineage, position: position)).Reverse().ToList();
        var alone = Enumerable.Range(0, 3).Select(i => Backup(Now.AddMinutes(-i), verified: true)).ToList();
        var segments = (List<string>)[Names.Segment(Lineage, 0, 1, 120, Now.AddDays(-30))];

        var plan = Plan(new RetentionPolicy(), [.. alone, .. streamed], told ? [] : segments, streamed: told ? Lineage : null);

        Assert.Equal([alone[0], streamed[0]], plan.Kept);
        Assert.DoesNotContain(segments[0], plan.Objects);
    }

    [Fact]
    public void Plan_NewestStartOfTheHistoryFailed_KeepsTheOneBefore()
    {
        const string Lineage = "20261119T000000.000Z-00000001";
        var snapshots = new[] { 0L, 100, 200, 300 }
            .Select((position, i) => Backup(Now.AddHours(-60 + (i * 15)), verified: i == 3, lineage: Lineage, position: position))
            .Reverse()
            .ToList();
        snapshots[1] = snapshots[1] with { State = BackupState.Failed };
        var segment = Names.Segment(Lineage, 0, 101, 360, Now);

        var plan = Plan(new RetentionPolicy { History = TimeSpan.FromHours(24) }, snapshots, [segment]);

        Assert.Contains(snapshots[2], plan.Kept);
        Assert.DoesNotContain(segment, plan.Objects);
    }

    [Fact]
    public void Plan_CommitsFromTheFutureInAnOldEpoch_KeepsTheNewestEpoch()
    {
        var (old, present) = ("20261001T000000.000Z-000001-aaaa", "20261001T000000.000Z-000002-bbbb");
        var backups = (List<Backup>)[Backup(Now, verified: true), Backup(Now.AddDays(-30), lineage: present, position: 5), Backup(Now.AddDays(-31), lineage: old, position: 5)];

        var plan = Plan(new RetentionPolicy(), backups, [Names.Segment(present, 0, 6, 9, Now.AddDays(-30)), Names.Segment(old, 0, 6, 9, Now.AddDays(-29))]);

        Assert.Equal(backups[..2], plan.Kept);
    }

    [Fact]
    public void Plan_VerificationOfABackupThatIsGone_IsUnneeded()
    {
        var backup = Backup(Now, verified: true);
        var (own, stray) = (Names.Verification(backup.Id, Now, good: true), Names.Verification(ArchiveTime.Text(Now.AddDays(-1)), Now, good: true));

        Assert.Equal([stray], Plan(new RetentionPolicy(), [backup], extra: [own, stray]).Objects);
    }

    [Fact]
    public void ClockGuard_SilenceEndedByTheSameClock_RefusesUntilItSettled()
    {
        DateTimeOffset[] times = [Now.AddDays(-400), Now.AddDays(-399.9), Now.AddSeconds(-2)];

        var refusal = Assert.Throws<StorageException>(() => ClockGuard.Check(times, Now, "/backups"));
        Assert.Equal(StorageError.ClockJumped, refusal.Error);
        ClockGuard.Check(times, Now.AddHours(2), "/backups");
        ClockGuard.Check([Now.AddDays(-14), Now.AddDays(-7), Now.AddSeconds(-2)], Now.AddHours(2), "/backups");
        ClockGuard.Check([Now.AddDays(-14), Now.AddDays(-7), Now.AddSeconds(-2)], Now, "/backups");
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

    private static RetentionPlan Plan(RetentionPolicy policy, List<Backup> backups, List<string>? segments = null, List<NamedPoint>? points = null, string? streamed = null, List<string>? extra = null) => RetentionPlan.For(
        policy,
        backups,
        points ?? [],
        [.. backups.Select(backup => backup.ObjectName).Concat(segments ?? []).Concat(extra ?? []).Select(name => new StoredObject(name, 1))],
        Names,
        Now,
        streamed);

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
