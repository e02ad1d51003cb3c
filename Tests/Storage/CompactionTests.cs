using System.Diagnostics;
using System.Security.Cryptography;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Compaction;
using Belfry.Storage.Following;
using Belfry.Storage.Restore;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class CompactionTests
{
    private static readonly CompactionPolicy Policy = new()
    {
        Tiers = [new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)), new(TimeSpan.FromHours(12), TimeSpan.FromMinutes(5))],
        Grace = TimeSpan.FromMinutes(10),
    };

    [Theory]
    [InlineData(1, int.MaxValue)]
    [InlineData(2, 50)]
    [InlineData(3, 17)]
    public async Task Compact_AgedCommits_EveryWholeMinuteRestoresTheSameBytes(int seed, int snapshotEvery)
    {
        using var life = await LifeArchive.CreateAsync(seed: seed, snapshotEvery: snapshotEvery);
        var finest = life.Segments().Count;

        await CompactTwiceAsync(life, TimeSpan.FromHours(3));

        Assert.Empty(life.Segments("0/"));
        Assert.InRange(life.Segments("60/").Count, 1, finest - 1);
        for (var minute = 0; minute <= 10; minute++)
        {
            var time = LifeArchive.Start.AddMinutes(minute);
            await life.AssertRestoresAsync(RestorePoint.At(time), life.PositionAt(time));
        }

        await life.AssertRestoresAsync(RestorePoint.Latest, life.Lineage.States.Count - 1);
    }

    [Fact]
    public async Task Compact_ThroughEveryTier_LeavesTheLastOneOnly()
    {
        using var life = await LifeArchive.CreateAsync(commits: 360);

        await CompactTwiceAsync(life, TimeSpan.FromHours(3));
        await CompactTwiceAsync(life, TimeSpan.FromHours(20));

        Assert.Single(life.Segments());
        Assert.Single(life.Segments("300/"));
        for (var minute = 0; minute <= 30; minute += 5)
        {
            var time = LifeArchive.Start.AddMinutes(minute);
            await life.AssertRestoresAsync(RestorePoint.At(time), life.PositionAt(time));
        }
    }

    [Fact]
    public async Task Compact_BeforeTheGraceEnds_EveryCommitIsStillRestorable()
    {
        using var life = await LifeArchive.CreateAsync();
        life.Clock.Now += TimeSpan.FromHours(3);

        var result = await life.Archive.CompactAsync(Policy, life.Folder.Path);

        Assert.NotEmpty(result.Marked);
        Assert.Empty(result.Deleted);
        for (var position = 0; position < life.Lineage.States.Count; position += 13)
        {
            await life.AssertRestoresAsync(RestorePoint.Commit(life.Lineage.Name, position), position);
        }
    }

    [Fact]
    public async Task Plan_PointInsideACompactedSpan_NamesItsNeighbours()
    {
        using var life = await LifeArchive.CreateAsync();
        await CompactTwiceAsync(life, TimeSpan.FromHours(3));

        // Commits are 5 s apart and minute 3 ends with commit 36: of commits 25 to 36 only the last can be had.
        var commit = await Assert.ThrowsAsync<StorageException>(() => life.Archive.PlanAsync(RestorePoint.Commit(life.Lineage.Name, 30)));
        var moment = await Assert.ThrowsAsync<StorageException>(() => life.Archive.PlanAsync(RestorePoint.At(LifeArchive.Start.AddSeconds(151))));

        Assert.All([commit, moment], refusal => Assert.Equal(StorageError.PointCompacted, refusal.Error));
        Assert.All(
            [commit, moment],
            refusal => Assert.Contains("commit 24 of 2026-11-21 12:02:00.000 UTC before and commit 36 of 2026-11-21 12:03:00.000 UTC after it", refusal.Why, StringComparison.Ordinal));
        await life.AssertRestoresAsync(RestorePoint.Commit(life.Lineage.Name, 24), 24);
        await life.AssertRestoresAsync(RestorePoint.Commit(life.Lineage.Name, 36), 36);
    }

    [Fact]
    public async Task Compact_NamedPointInASpan_StaysRestorable()
    {
        using var life = await LifeArchive.CreateAsync();
        await life.Archive.NameAsync("before-upgrade", RestorePoint.Commit(life.Lineage.Name, 30));

        await CompactTwiceAsync(life, TimeSpan.FromHours(3));
        await CompactTwiceAsync(life, TimeSpan.FromHours(20));

        await life.AssertRestoresAsync(RestorePoint.Named("before-upgrade"), 30);
        await Assert.ThrowsAsync<StorageException>(() => life.Archive.PlanAsync(RestorePoint.Commit(life.Lineage.Name, 31)));
    }

    [Fact]
    public async Task Compact_ResultDamagedBeforeItsProof_IsGivenUpAndTheSourcesStay()
    {
        using var life = await LifeArchive.CreateAsync();
        life.Clock.Now += TimeSpan.FromHours(3);
        var before = life.Segments();
        var damage = new Told<CompactionProgress>(progress =>
        {
            if (progress.Phase == CompactionPhase.Proving)
            {
                Flip(Path.Combine(life.Path, progress.Segment));
            }
        });

        var refusal = await Assert.ThrowsAsync<StorageException>(() => life.Archive.CompactAsync(Policy, life.Folder.Path, damage));

        Assert.Equal(StorageError.ArchiveDamaged, refusal.Error);
        Assert.Empty(before.Except(life.Segments()));
        Assert.False(Directory.Exists(Path.Combine(life.Path, "appdb/doomed")));
        await life.AssertRestoresAsync(RestorePoint.Latest, life.Lineage.States.Count - 1);
    }

    [Fact]
    public async Task Compact_CommitsWrittenTwiceAfterALostAnswer_KeepsThemAndTellsNoDamage()
    {
        using var life = await LifeArchive.CreateAsync(commits: 21);
        life.Lineage.Commit(LifeArchive.Start.AddSeconds(110), "insert into t (a) values (randomblob(500))");
        life.Lineage.Commit(LifeArchive.Start.AddSeconds(115), "insert into t (a) values (randomblob(500))");
        await life.Lineage.FlushAsync(answersLost: 1);

        await CompactTwiceAsync(life, TimeSpan.FromMinutes(5));
        Assert.Contains(life.Segments("0/"), path => path.Contains("-20261121T120155.000Z", StringComparison.Ordinal));
        await CompactTwiceAsync(life, TimeSpan.FromHours(3));

        Assert.Single(life.Segments());
        await life.AssertRestoresAsync(RestorePoint.Latest, life.Lineage.States.Count - 1);
    }

    [Fact]
    public async Task Compact_PointNamedAfterItsSegmentsWereReplaced_StaysRestorable()
    {
        using var life = await LifeArchive.CreateAsync();
        life.Clock.Now += TimeSpan.FromHours(3);
        await life.Archive.CompactAsync(Policy, life.Folder.Path);

        await life.Archive.NameAsync("lunch", RestorePoint.Commit(life.Lineage.Name, 30));
        life.Clock.Now += Policy.Grace;
        await life.Archive.CompactAsync(Policy, life.Folder.Path);
        await life.AssertRestoresAsync(RestorePoint.Named("lunch"), 30);

        await life.Archive.RemovePointAsync("lunch");
        await CompactTwiceAsync(life, TimeSpan.FromHours(6));
        Assert.Empty(life.Segments("0/"));
    }

    [Fact]
    public async Task Compact_OneDamagedSource_CompactsAllOthersAndThenTellsOfIt()
    {
        using var life = await LifeArchive.CreateAsync(commits: 200, seconds: 60);
        life.Clock.Now += TimeSpan.FromHours(5);
        var bad = life.Segments("0/")[0];
        Flip(bad);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => life.Archive.CompactAsync(Policy, life.Folder.Path));
        Assert.Equal(Path.GetRelativePath(life.Path, bad), refusal.Path);
        Assert.Equal(StorageError.ArchiveDamaged, refusal.Error);
        life.Clock.Now += Policy.Grace;
        await Assert.ThrowsAsync<StorageException>(() => life.Archive.CompactAsync(Policy, life.Folder.Path));

        Assert.Contains(bad, life.Segments("0/"));
        Assert.NotEmpty(life.Segments("60/"));
    }

    [Fact]
    public async Task Compact_SourceDamagedBeforeTheProof_KeepsTheGoodResult()
    {
        using var life = await LifeArchive.CreateAsync(commits: 36);
        life.Clock.Now += TimeSpan.FromHours(3);
        var source = life.Segments("0/")[0];
        var damaged = false;
        var damage = new Told<CompactionProgress>(progress =>
        {
            if (progress.Phase == CompactionPhase.Proving && !damaged)
            {
                Flip(source);
                damaged = true;
            }
        });

        var refusal = await Assert.ThrowsAsync<StorageException>(() => life.Archive.CompactAsync(Policy, life.Folder.Path, damage));

        Assert.Equal(Path.GetRelativePath(life.Path, source), refusal.Path);
        await life.AssertRestoresAsync(RestorePoint.Latest, 36);
    }

    [Fact]
    public async Task Compact_ResultOfAKilledRunDamaged_IsMarkedAndItsSourcesRestore()
    {
        using var life = await LifeArchive.CreateAsync();
        var store = life.Store;
        var run = SegmentRun.Of(CompactionStep.Join(TimeSpan.Zero), SegmentCover.SegmentsOf(await store.Target.ListAsync(life.Names.Lineages, default)), LifeArchive.Start.AddHours(1))[0];
        using (var merge = new SegmentMerge(store, run, life.Folder.Path))
        {
            Flip(Path.Combine(life.Path, (await merge.WriteAsync(new HashSet<long>(), default)).Name));
        }

        life.Clock.Now += TimeSpan.FromMinutes(5);
        var before = life.Segments();
        await Assert.ThrowsAsync<StorageException>(() => life.Archive.CompactAsync(Policy with { Tiers = [], JoinAfter = TimeSpan.FromHours(5) }, life.Folder.Path));

        Assert.Equal(before, life.Segments());
        await life.AssertRestoresAsync(RestorePoint.Latest, life.Lineage.States.Count - 1);
    }

    [Fact]
    public async Task Compact_ResultOfOtherPages_FailsItsProof()
    {
        using var life = await LifeArchive.CreateAsync();
        using var other = await LifeArchive.CreateAsync(seed: 2);
        var (own, foreign) = (life.Segments()[0], other.Segments()[0]);
        var store = life.Store;
        var name = ArchiveNames.ReadSegment(Path.GetRelativePath(life.Path, own))!;

        // A whole, undamaged object of the same positions, but of another history.
        var text = System.Text.Encoding.ASCII.GetString(await File.ReadAllBytesAsync(foreign));
        Assert.DoesNotContain(life.Lineage.Name, text, StringComparison.Ordinal);
        File.Copy(foreign, own, overwrite: true);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => new CompactionProof(store, life.Folder.Path).CheckAsync(name, [name], default));
        Assert.Equal(StorageError.ArchiveDamaged, refusal.Error);
    }

    [Fact]
    public async Task Compact_ClockAYearAhead_ChangesNothing()
    {
        using var life = await LifeArchive.CreateAsync();
        var before = life.Segments();
        life.Clock.Now += TimeSpan.FromDays(365);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => life.Archive.CompactAsync(Policy, life.Folder.Path));

        Assert.Equal(StorageError.ClockJumped, refusal.Error);
        Assert.Equal(before, life.Segments());
    }

    [Fact]
    public async Task Compact_WhatAFollowerWroteUnderTwoKeys_RestoresTheSameRows()
    {
        using var folder = new TempFolder();
        var keys = new Dictionary<string, byte[]> { ["k1"] = RandomNumberGenerator.GetBytes(32), ["k2"] = RandomNumberGenerator.GetBytes(32) };
        var clock = new LifeArchive.MovedClock { Now = DateTimeOffset.UtcNow };
        await using var database = Database.Open(new DatabaseOptions { Path = folder.File("data/app.db") });
        await database.WriteAsync(session => session.Execute("create table t (id integer primary key, a blob)"));
        foreach (var key in keys.Keys)
        {
            var before = await OpenAsync(key);
            await using var follower = before.Follow(database.Path, new FollowerOptions { Interval = TimeSpan.FromMilliseconds(5) });
            for (var i = 0; i < 60; i++)
            {
                await database.WriteAsync(session => session.Execute("insert into t (a) values (randomblob(2000))"));
                await (i % 10 == 0 ? FollowerWaits.ReachAsync(follower) : Task.CompletedTask);
            }

            await FollowerWaits.ReachAsync(follower);
        }

        var archive = await OpenAsync("k2");
        clock.Now += TimeSpan.FromHours(3);
        await archive.CompactAsync(Policy, folder.File("scratch"));
        clock.Now += Policy.Grace;
        var result = await archive.CompactAsync(Policy, folder.File("scratch"));

        Assert.NotEmpty(result.Deleted);
        await archive.RestoreAsync(RestorePoint.Latest, folder.File("restored.db"));
        await using var restored = Database.Open(new DatabaseOptions { Path = folder.File("restored.db") });
        Assert.Equal(120, await restored.ReadAsync(session => session.QueryInt64("select count(*) from t")));
        var lost = await Archive.OpenAsync(new ArchiveOptions
        {
            Target = new FolderTarget(folder.File("archive")), Keys = new ArchiveKeys("k1", new Dictionary<string, byte[]> { ["k1"] = keys["k1"] }),
        });
        var refusal = await Assert.ThrowsAsync<StorageException>(() => lost.RestoreAsync(RestorePoint.Latest, folder.File("lost.db")));
        Assert.Equal(StorageError.KeyMissing, refusal.Error);

        Task<Archive> OpenAsync(string key) => Archive.OpenAsync(
            new ArchiveOptions { Target = new FolderTarget(folder.File("archive")), Keys = new ArchiveKeys(key, keys) }, clock);
    }

    [Fact]
    public async Task Join_SegmentsOfTheLastMinutes_KeepsEveryCommit()
    {
        using var life = await LifeArchive.CreateAsync();
        var policy = Policy with { Tiers = [], Grace = TimeSpan.Zero };
        life.Clock.Now += TimeSpan.FromMinutes(40);

        await life.Archive.CompactAsync(policy, life.Folder.Path);
        await life.Archive.CompactAsync(policy, life.Folder.Path);

        Assert.InRange(life.Segments("0/").Count, 1, 2);
        for (var position = 0; position < life.Lineage.States.Count; position += 11)
        {
            await life.AssertRestoresAsync(RestorePoint.Commit(life.Lineage.Name, position), position);
        }
    }

    [Fact]
    public async Task StandAloneScript_CompactedArchive_RestoresTheSameFile()
    {
        var python = Prerequisite.FindProgram("python3") ?? Prerequisite.Missing("Python 3 is not installed", "sudo apt-get install python3");
        using var life = await LifeArchive.CreateAsync(snapshotEvery: 50);
        await CompactTwiceAsync(life, TimeSpan.FromHours(3));
        Directory.CreateDirectory(Path.Combine(life.Path, "appdb/lineages/20261121T130000.000Z-000009-9f3a")); // begun, and nothing in it

        foreach (var (name, arguments, position) in (IEnumerable<(string, string[], long)>)
            [("latest", [], life.Lineage.States.Count - 1), ("minute", ["20261121T120400.000Z"], life.PositionAt(LifeArchive.Start.AddMinutes(4)))])
        {
            var path = life.Folder.File($"{name}.db");
            using var process = Process.Start(
                new ProcessStartInfo(python, [Path.Combine(RepositoryRoot.Path, "docs/restore.py"), life.Path, "appdb", path, .. arguments]) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();

            Assert.Contains($"up to commit {position}; integrity_check: ok", output, StringComparison.Ordinal);
            Assert.Contains($"state of {life.Lineage.States[(int)position].Time:yyyy-MM-dd HH:mm:ss.fff} UTC", output, StringComparison.Ordinal);
            Assert.Equal(life.Lineage.States[(int)position].Content, await File.ReadAllBytesAsync(path));
        }

        life.Segments().ForEach(Flip);
        using var failing = Process.Start(
            new ProcessStartInfo(python, [Path.Combine(RepositoryRoot.Path, "docs/restore.py"), life.Path, "appdb", life.Folder.File("bad.db")]) { RedirectStandardError = true })!;
        await failing.StandardError.ReadToEndAsync();
        await failing.WaitForExitAsync();
        Assert.NotEqual(0, failing.ExitCode);
        Assert.Empty(Directory.GetFiles(life.Folder.Path, "bad.db*"));
    }

    [Theory]
    [InlineData(10, 1000)]
    [InlineData(64, 64)]
    [InlineData(1000, 300)]
    public void PageRuns_MorePagesThanTheTable_GivesTheNewestOfEach(int table, uint pages)
    {
        using var folder = new TempFolder();
        using var runs = new PageRuns(folder.Path, table);
        var random = new Random(table);
        var expected = new SortedDictionary<uint, long>();
        for (var slot = 0L; slot < 3000; slot++)
        {
            var page = (uint)random.Next(1, (int)pages + 1);
            runs.Add(new PageEntry(page, slot, 0));
            expected[page] = slot;
        }

        var limit = pages / 2;
        Assert.Equal(
            expected.Where(entry => entry.Key <= limit).Select(entry => (entry.Key, entry.Value)),
            runs.Newest(limit).Select(entry => (entry.Page, entry.Slot)));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Policy_SpanThatDoesNotDivideTheNext_IsRefused() => Assert.Throws<ArgumentException>(() => new CompactionPolicy
    {
        Tiers = [new(TimeSpan.FromHours(1), TimeSpan.FromSeconds(40)), new(TimeSpan.FromHours(2), TimeSpan.FromMinutes(1))],
    }.Steps());

    /// <summary>Compacts at an age, and again after the grace period, when what was replaced is deleted.</summary>
    private static async Task CompactTwiceAsync(LifeArchive life, TimeSpan age)
    {
        life.Clock.Now = LifeArchive.Start + age;
        await life.Archive.CompactAsync(Policy, life.Folder.Path);
        life.Clock.Now += Policy.Grace;
        await life.Archive.CompactAsync(Policy, life.Folder.Path);
    }

    private static void Flip(string path)
    {
        var content = File.ReadAllBytes(path);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(path, content);
    }
}
