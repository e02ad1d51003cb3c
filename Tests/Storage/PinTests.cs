using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Compaction;
using Belfry.Storage.Restore;
using Belfry.Storage.Retention;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

/// <summary>Retention beside those who read: nothing that is being read is deleted, in whatever order things happen.</summary>
public sealed class PinTests : IAsyncLifetime
{
    private static readonly RetentionPolicy NoGrace = new() { Grace = TimeSpan.Zero, History = TimeSpan.Zero };

    private readonly TempFolder _folder = new();
    private readonly PausingTarget _target;
    private Database _database = null!;
    private Archive _archive = null!;
    private Backup _old = null!;

    public PinTests() => _target = new PausingTarget(new FolderTarget(_folder.File("archive")));

    public async ValueTask InitializeAsync()
    {
        _database = Database.Open(new DatabaseOptions { Path = _folder.File("data/app.db") });
        await _database.WriteAsync(session => session.Execute("create table t (a)"));
        _archive = await Archive.OpenAsync(new ArchiveOptions { Target = _target });
        _old = await _archive.TakeSnapshotAsync(_database.Path);
        var young = await _archive.TakeSnapshotAsync(_database.Path);
        await _archive.VerifyAsync(young.Id, _folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Prune_WhileARestoreReads_LeavesWhatItReads()
    {
        await _archive.PruneAsync(NoGrace); // marks the old one, due at once
        var (opened, goOn) = _target.PauseAt(".snapshot");
        var restoring = _archive.RestoreAsync(_old.Id, _folder.File("restored.db"));
        await opened;

        var elsewhere = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("archive")) });
        var during = await elsewhere.PruneAsync(NoGrace);
        goOn();
        await restoring;
        var after = await elsewhere.PruneAsync(NoGrace);

        Assert.Equal([_old.ObjectName], during.Pinned);
        Assert.Empty(during.Deleted);
        Assert.Equal([_old.ObjectName], after.Deleted);
    }

    [Fact]
    public async Task Prune_WhileADrillReads_LeavesWhatItReads()
    {
        await _archive.PruneAsync(NoGrace);
        var (opened, goOn) = _target.PauseAt(".snapshot");
        var drilling = _archive.VerifyAsync(_old.Id, _folder.Path);
        await opened;

        var during = await _archive.PruneAsync(NoGrace);
        goOn();

        Assert.Equal([_old.ObjectName], during.Pinned);
        Assert.Equal(BackupState.Verified, (await drilling).State);
    }

    [Fact]
    public async Task Prune_WhileACompactionReads_LeavesWhatItReads()
    {
        using var life = await LifeArchive.CreateAsync(commits: 40, snapshotEvery: 30);
        var target = new PausingTarget(new FolderTarget(life.Path));
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = target }, life.Clock);
        await archive.VerifyAsync((await archive.ListAsync())[0].Id, _folder.Path);
        life.Clock.Now += TimeSpan.FromHours(3);
        var (opened, goOn) = target.PauseAt(".segment");
        var compacting = archive.CompactAsync(new CompactionPolicy { Tiers = [new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1))] }, life.Folder.File("scratch"));
        await opened;

        var marked = await life.Archive.PruneAsync(NoGrace); // all segments before the newest snapshot
        var during = await life.Archive.PruneAsync(NoGrace);
        goOn();
        await compacting;

        Assert.Contains(marked.Marked, IsSegment);
        Assert.Contains(during.Pinned, IsSegment);
        Assert.DoesNotContain(during.Deleted, IsSegment);
        await life.AssertRestoresAsync(RestorePoint.Latest, 40);

        static bool IsSegment(string name) => name.EndsWith(".segment", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_PrunedBetweenPlanAndPin_SaysThatItIsGone()
    {
        await _archive.PruneAsync(NoGrace);
        var (planned, goOn) = _target.PauseAt("pins/");
        var restoring = _archive.RestoreAsync(_old.Id, _folder.File("restored.db"));
        await planned;

        Assert.Equal([_old.ObjectName], (await _archive.PruneAsync(NoGrace)).Deleted);
        goOn();

        var gone = await Assert.ThrowsAsync<StorageException>(() => restoring);
        Assert.Equal(StorageError.NotFound, gone.Error);
        Assert.Empty(Directory.GetFiles(_folder.Path, "restored*"));
    }

    [Fact]
    public async Task Prune_WithManyReaders_NeverTakesAnythingFromOne()
    {
        // Every reader finds its backup or is told that it is gone; none finds half of it.
        var backups = new List<Backup>();
        for (var i = 0; i < 12; i++)
        {
            backups.Add(await _archive.TakeSnapshotAsync(_database.Path));
        }

        using var stop = new CancellationTokenSource();
        var pruning = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await _archive.PruneAsync(NoGrace);
            }
        });
        var restored = 0;
        await Parallel.ForEachAsync(backups, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (backup, cancellation) =>
        {
            try
            {
                await _archive.RestoreAsync(backup.Id, _folder.File($"{backup.Id}.db"), cancellation);
                Interlocked.Increment(ref restored);
            }
            catch (StorageException gone) when (gone.Error == StorageError.NotFound)
            {
                Assert.False(File.Exists(Path.Combine(_folder.File("archive"), backup.ObjectName)));
            }
        });
        await stop.CancelAsync();
        await pruning;
        Assert.NotEqual(0, restored);
    }

    [Fact]
    public async Task Prune_PinOfADeadReader_EndsByItsTime()
    {
        var clock = new LifeArchive.MovedClock { Now = DateTimeOffset.UtcNow };
        var names = new ArchiveNames("appdb");
        await new PinLog(_target, names, clock).WriteAsync([_old.ObjectName], default);
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = _target }, clock);
        await archive.PruneAsync(NoGrace);

        var pinned = await archive.PruneAsync(NoGrace);
        clock.Now += PinLog.Life + TimeSpan.FromSeconds(1);
        var over = await archive.PruneAsync(NoGrace);

        Assert.Equal([_old.ObjectName], pinned.Pinned);
        Assert.Equal([_old.ObjectName], over.Deleted);
        Assert.Empty(await _target.ListAsync(names.Pins, default));
    }

    [Fact]
    public async Task Pinned_RenewedBetweenListingAndReading_StillPins()
    {
        var log = new PinLog(_target, new ArchiveNames("appdb"), TimeProvider.System);
        var listed = await log.WriteAsync([_old.ObjectName], default);
        var (opened, goOn) = _target.PauseAt(listed);
        var looking = log.PinnedAsync(default);
        await opened;
        await log.WriteAsync([_old.ObjectName], default);
        await log.ForgetAsync(listed, default);
        goOn();

        Assert.True((await looking)(_old.ObjectName));
        Assert.False((await looking)("another"));
    }

    [Fact]
    public async Task Pinned_PinThatCannotBeRead_PinsEverything()
    {
        var log = new PinLog(_target, new ArchiveNames("appdb"), TimeProvider.System);
        var name = await log.WriteAsync([_old.ObjectName], default);
        await File.WriteAllTextAsync(Path.Combine(_folder.File("archive"), name), "[", TestContext.Current.CancellationToken);

        Assert.True((await log.PinnedAsync(default))("another"));
    }

    [Fact]
    public async Task Prune_CredentialsThatMayNotDelete_MarksReportsAndGoesOn()
    {
        _target.MayDelete = false;
        var marked = await _archive.PruneAsync(NoGrace);

        var refused = await _archive.PruneAsync(NoGrace);
        await _archive.RestoreAsync(_old.Id, _folder.File("restored.db"));
        await _archive.TakeSnapshotAsync(_database.Path);

        Assert.Equal([_old.ObjectName], marked.Marked);
        Assert.Equal([_old.ObjectName], refused.Refused);
        Assert.Empty(refused.Marked);
        Assert.Equal(3, (await _archive.ListAsync()).Count);
    }
}
