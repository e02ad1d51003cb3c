using System.Security.Cryptography;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Following;
using Belfry.Storage.Mirroring;
using Belfry.Storage.Restore;
using Belfry.Storage.Retention;
using Belfry.Storage.S3;
using Belfry.Tests.Storage.Targets;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Mirroring;

/// <summary>The archive is a folder that a follower writes; mirrors copy it to other places.</summary>
public sealed class MirrorTests(S3Server server) : IClassFixture<S3Server>, IAsyncLifetime
{
    private static readonly MirrorOptions Quick = new() { Interval = TimeSpan.FromMilliseconds(10), RetryDelay = TimeSpan.FromMilliseconds(10) };
    private static readonly FollowerOptions QuickFollower = new() { Interval = TimeSpan.FromMilliseconds(5) };

    private readonly TempFolder _folder = new();
    private Database _database = null!;
    private Archive _archive = null!;

    private string DatabasePath => _folder.File("data/app.db");

    public async ValueTask InitializeAsync()
    {
        _database = Database.Open(new DatabaseOptions { Path = DatabasePath });
        await _database.WriteAsync(session => session.Execute("create table rows (id integer primary key)"));
        _archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("archive")) });
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Mirror_FolderAndBucket_EachHoldsAndRestoresEverything()
    {
        using var bucket = new S3Target(S3Server.Options(server.Address, _folder.File("work")));
        var other = new FolderTarget(_folder.File("mirror"));
        await using (var follower = _archive.Follow(DatabasePath, QuickFollower))
        await using (var first = _archive.MirrorTo(other, Quick))
        await using (var second = _archive.MirrorTo(bucket, Quick))
        {
            await FollowAsync(follower, 4);
            await _archive.VerifyAsync((await _archive.ListAsync())[0].Id, _folder.File("scratch"));
            await CaughtUpAsync(first);
            await CaughtUpAsync(second);
            Assert.Equal((0, 0L, null), (first.Status.ObjectsBehind, first.Status.BytesBehind, first.Status.Failure));
            Assert.Equal(follower.Status.CommitAt, second.Status.CommitAt);
        }

        foreach (var place in (ITarget[])[other, bucket])
        {
            var mirror = await Archive.OpenAsync(new ArchiveOptions { Target = place });
            Assert.Equal(BackupState.Verified, (await mirror.ListAsync())[0].State);
            Assert.Equal(4, (await mirror.RestoreAsync(RestorePoint.Latest, _folder.File($"{Guid.NewGuid():n}.db"))).Position);
            Assert.Empty(await place.ListAsync("appdb/leases/", default));
        }
    }

    [Fact]
    public async Task Mirror_PlaceDown_HoldsUpNeitherTheArchiveNorTheOtherAndCatchesUp()
    {
        await using var proxy = await S3Proxy.StartAsync(server.Address);
        using var bucket = new S3Target(S3Server.Options(proxy.Address, _folder.File("work"), retries: 0));
        await using var follower = _archive.Follow(DatabasePath, QuickFollower);
        await using var good = _archive.MirrorTo(new FolderTarget(_folder.File("mirror")), Quick);
        await using var bad = _archive.MirrorTo(bucket, Quick);
        await FollowAsync(follower, 1);
        await CaughtUpAsync(bad);

        proxy.Faults = static _ => new Fault.Answer(503, "SlowDown");
        await FollowAsync(follower, 3);
        await CaughtUpAsync(good);
        await FollowerWaits.UntilAsync(() => bad.Status.Failure is not null);

        Assert.Null(good.Status.Failure);
        Assert.NotNull(bad.Status.FailingSince);
        Assert.True(bad.Status.CheckedAt < good.Status.CheckedAt);
        proxy.Faults = static _ => null;
        await CaughtUpAsync(bad);
        Assert.Equal((null, null, 0), (bad.Status.Failure, bad.Status.FailingSince, bad.Status.ObjectsBehind));
        Assert.Equal(good.Status.CommitAt, bad.Status.CommitAt);
    }

    [Fact]
    public async Task Mirror_CutOffAnywhere_HoldsAPrefixThatRestores()
    {
        await using (var follower = _archive.Follow(DatabasePath, QuickFollower))
        {
            await FollowAsync(follower, 5);
        }

        for (var puts = 1; puts <= 6; puts++)
        {
            var place = new FolderTarget(_folder.File($"mirror-{puts}"));
            var limited = new LimitedTarget(place, puts);
            await using (var mirror = _archive.MirrorTo(limited, Quick))
            {
                await FollowerWaits.UntilAsync(() => mirror.Status.Failure is not null);
            }

            var archive = await Archive.OpenAsync(new ArchiveOptions { Target = place });
            if (puts > 1)
            {
                Assert.Equal(puts - 2, (await archive.RestoreAsync(RestorePoint.Latest, _folder.File($"{puts}.db"))).Position);
            }
        }
    }

    [Fact]
    public async Task Mirror_ObjectDeletedThereByAThirdParty_IsCopiedAgain()
    {
        var place = new FolderTarget(_folder.File("mirror"));
        var backup = await _archive.TakeSnapshotAsync(DatabasePath);
        await using var mirror = _archive.MirrorTo(place, new MirrorOptions { Interval = Quick.Interval, Relist = TimeSpan.Zero });
        await CaughtUpAsync(mirror);

        await place.DeleteAsync(backup.ObjectName, default);
        await CaughtUpAsync(mirror);
        await CaughtUpAsync(mirror);

        Assert.Contains(await place.ListAsync("appdb/", default), stored => stored.Name == backup.ObjectName);
    }

    [Fact]
    public async Task Mirror_PrunedByItself_StaysPrunedAndTheArchiveKeepsAll()
    {
        var place = new FolderTarget(_folder.File("mirror"));
        var old = await _archive.TakeSnapshotAsync(DatabasePath);
        var newer = await _archive.TakeSnapshotAsync(DatabasePath);
        await _archive.VerifyAsync(newer.Id, _folder.File("scratch"));
        await using var mirror = _archive.MirrorTo(place, new MirrorOptions { Interval = Quick.Interval, Relist = TimeSpan.Zero });
        await CaughtUpAsync(mirror);
        var there = await Archive.OpenAsync(new ArchiveOptions { Target = place });
        var policy = new RetentionPolicy { Grace = TimeSpan.Zero, History = TimeSpan.Zero };

        await mirror.PruneAsync(there, policy);
        var pruned = await mirror.PruneAsync(there, policy);
        await CaughtUpAsync(mirror);
        await CaughtUpAsync(mirror);

        Assert.Contains(old.ObjectName, pruned.Deleted);
        Assert.Equal([newer.Id], (await there.ListAsync()).Select(backup => backup.Id));
        Assert.Equal(2, (await _archive.ListAsync()).Count);
    }

    [Fact]
    public async Task Mirror_ObjectDamagedInTheArchive_IsToldAndTheOthersAreCopied()
    {
        var damaged = await _archive.TakeSnapshotAsync(DatabasePath);
        var good = await _archive.TakeSnapshotAsync(DatabasePath);
        await File.WriteAllBytesAsync(Path.Combine(_archive.WorkFolder, damaged.ObjectName), RandomNumberGenerator.GetBytes(5000));
        var place = new FolderTarget(_folder.File("mirror"));
        await using var mirror = _archive.MirrorTo(place, Quick);

        await FollowerWaits.UntilAsync(() => mirror.Status.Failure is not null);

        Assert.Contains(damaged.ObjectName, mirror.Status.Failure!, StringComparison.Ordinal);
        Assert.Equal([good.ObjectName], (await place.ListAsync("appdb/", default)).Select(stored => stored.Name));
    }

    [Fact]
    public async Task Mirror_KeyConfigured_CopiesCiphertextUnchangedAndRefusesWhatIsPlain()
    {
        var plain = await _archive.TakeSnapshotAsync(DatabasePath);
        var keys = new ArchiveKeys("k1", new Dictionary<string, byte[]> { ["k1"] = RandomNumberGenerator.GetBytes(ArchiveKeys.KeyLength) });
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_archive.WorkFolder), Keys = keys });
        var secret = await archive.TakeSnapshotAsync(DatabasePath);
        var place = new FolderTarget(_folder.File("mirror"));
        await using var mirror = archive.MirrorTo(place, Quick);

        await FollowerWaits.UntilAsync(() => mirror.Status.Failure is not null);

        Assert.Contains($"{plain.ObjectName} was not copied", mirror.Status.Failure!, StringComparison.Ordinal);
        Assert.Equal([secret.ObjectName], (await place.ListAsync("appdb/", default)).Select(stored => stored.Name));
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(archive.WorkFolder, secret.ObjectName)),
            await File.ReadAllBytesAsync(Path.Combine(place.WorkFolder, secret.ObjectName)));
    }

    [Fact]
    public async Task Mirror_IntoAnotherArchive_IsRefused()
    {
        await _archive.TakeSnapshotAsync(DatabasePath);
        var foreign = new FolderTarget(_folder.File("foreign"));
        await Archive.OpenAsync(new ArchiveOptions { Target = foreign });
        await using var mirror = _archive.MirrorTo(foreign, Quick);

        await FollowerWaits.UntilAsync(() => mirror.Status.Failure is not null);

        Assert.Contains("It holds another archive", mirror.Status.Failure!, StringComparison.Ordinal);
        Assert.Empty(await foreign.ListAsync("appdb/", default));
    }

    [Fact]
    public async Task Mirror_ObjectNotThereAfterItWasWritten_IsToldAndNotCounted()
    {
        var hides = true;
        var place = new HidingTarget(new FolderTarget(_folder.File("mirror")), name => hides && name.EndsWith(".segment", StringComparison.Ordinal));
        await using (var follower = _archive.Follow(DatabasePath, QuickFollower))
        {
            await FollowAsync(follower, 2);
        }

        await using var mirror = _archive.MirrorTo(place, Quick);
        await FollowerWaits.UntilAsync(() => mirror.Status.Failure is not null);
        Assert.Contains("It is hidden.", mirror.Status.Failure, StringComparison.Ordinal);

        hides = false;
        await CaughtUpAsync(mirror);
    }

    private static Task CaughtUpAsync(Mirror mirror)
    {
        var now = DateTimeOffset.UtcNow;
        return FollowerWaits.UntilAsync(() => mirror.Status is { Failure: null, CheckedAt: not null } status && status.CheckedAt > now);
    }

    /// <summary>Commits one row at a time, each into a segment of its own.</summary>
    private async Task FollowAsync(Follower follower, int commits)
    {
        await FollowerWaits.ReachAsync(follower);
        for (var i = 0; i < commits; i++)
        {
            await _database.WriteAsync(session => session.Execute("insert into rows default values"));
            await FollowerWaits.ReachAsync(follower);
        }
    }
}
