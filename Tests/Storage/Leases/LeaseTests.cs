using System.Diagnostics;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Leases;
using Belfry.Storage.Backup.Targets;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Leases;

/// <summary>Who gets the lease, when, and whether a lineage may go on. Two "machines" are two state folders.</summary>
public sealed class LeaseTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(600);

    private readonly TempFolder _folder = new();
    private readonly FolderTarget _target;

    public LeaseTests() => _target = new FolderTarget(_folder.File("archive"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Take_NobodyHadIt_IsTheFirstEpoch()
    {
        using var office = Office("one", Long);

        await using var lease = await office.TakeAsync(default);

        Assert.Equal((1u, Succession.Continues, true), (lease.Epoch, lease.Succession, lease.IsExclusive));
        Assert.Equal(["appdb/leases/000001.lease"], (await _target.ListAsync("appdb/leases/", default)).Select(found => found.Name));
    }

    [Fact]
    public async Task Take_HeldElsewhere_IsRefusedAndNamesTheHost()
    {
        using var first = Office("one", Long);
        await using var held = await first.TakeAsync(default);
        using var second = Office("two", Long);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => second.TakeAsync(default));

        Assert.Equal(StorageError.LeaseHeld, refusal.Error);
        Assert.Contains(Environment.MachineName, refusal.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Take_StateFolderInUse_IsRefusedWithoutAskingTheArchive()
    {
        using var first = Office("one", Long);
        await using var held = await first.TakeAsync(default);
        using var second = Office("one", Long);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => second.TakeAsync(default));

        Assert.StartsWith("Another process on this machine uses", refusal.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Take_OwnReleasedLease_GoesOn()
    {
        using (var first = Office("one", Long))
        {
            await (await first.TakeAsync(default)).DisposeAsync();
        }

        using var again = Office("one", Long);
        await using var lease = await again.TakeAsync(default);

        Assert.Equal((2u, Succession.Continues), (lease.Epoch, lease.Succession));
    }

    [Fact]
    public async Task Take_ReleasedByAnother_IsATakeover()
    {
        using (var first = Office("one", Long))
        {
            await (await first.TakeAsync(default)).DisposeAsync();
        }

        using var second = Office("two", Long);
        await using var lease = await second.TakeAsync(default);

        Assert.Equal((2u, Succession.Takeover), (lease.Epoch, lease.Succession));
    }

    [Fact]
    public async Task Take_ReleasedByATwinOfTheStateFolder_OnlyOneGoesOn()
    {
        using (var first = Office("one", Long))
        {
            await (await first.TakeAsync(default)).DisposeAsync();
        }

        Clone("one", "clone");
        using var original = Office("one", Long);
        using var clone = Office("clone", Long);

        var leases = await Task.WhenAll(TryTakeAsync(original), TryTakeAsync(clone));

        await using var won = Assert.Single(leases, lease => lease is not null)!;
        Assert.Equal(Succession.Continues, won.Succession);
    }

    [Fact]
    public async Task Take_HolderDiedInThisPlace_GoesOnAtOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells which boot this is.");
        var state = StateLock.TryTake(_folder.File("one"), "appdb")!;
        var place = state.Place;
        state.Epoch = 1;
        state.Dispose();
        await Book().WriteAsync(Book().Name(1), Record(place, lifetimeSeconds: 600), default);
        using var office = Office("one", Long);

        await using var lease = await office.TakeAsync(default);

        Assert.Equal((2u, Succession.Continues), (lease.Epoch, lease.Succession));
    }

    [Fact]
    public async Task Take_ByACopyOfTheStateFolder_WaitsUntilTheLeaseExpiresAndIsATakeover()
    {
        using (var first = Office("one", Short))
        {
            await (await first.TakeAsync(default)).DisposeAsync();
        }

        var state = StateLock.TryTake(_folder.File("one"), "appdb")!;
        await Book().WriteAsync(Book().Name(1), Record(state.Place, lifetimeSeconds: 1), default);
        state.Dispose();
        Clone("one", "clone");
        using var clone = Office("clone", Short);

        await Assert.ThrowsAsync<StorageException>(() => clone.TakeAsync(default));
        await using var lease = await WaitForAsync(clone);

        Assert.Equal((2u, Succession.Takeover), (lease.Epoch, lease.Succession));
    }

    [Fact]
    public async Task Hold_TakenOverMeanwhile_IsLostForGoodAndNotReleased()
    {
        using var first = Office("one", Short);
        var lease = await first.TakeAsync(default);
        await Book().WriteAsync(Book().Name(2), Record("elsewhere", lifetimeSeconds: 600), default);

        await FollowerWaits.UntilAsync(() => Holds(lease) is StorageError.LeaseLost);
        await lease.DisposeAsync();

        var newest = Assert.Single(await Book().NewestAsync(default));
        Assert.Equal((2u, false), (newest.Epoch, newest.Record!.Released));
    }

    /// <summary>Whoever is killed between this and the first object of its own lineage must not find the older one beside the newer epoch.</summary>
    [Fact]
    public async Task Take_AfterAnother_ForgetsTheLineageThatThisFolderWroteBefore()
    {
        foreach (var state in (string[])["one", "two"])
        {
            using var office = Office(state, Long);
            await (await office.TakeAsync(default)).DisposeAsync();
            await File.WriteAllTextAsync(_folder.File(state + "/appdb.json"), "a lineage", TestContext.Current.CancellationToken);
        }

        using var again = Office("one", Long);
        await using var lease = await again.TakeAsync(default);

        Assert.Equal((3u, Succession.Takeover), (lease.Epoch, lease.Succession));
        Assert.False(File.Exists(_folder.File("one/appdb.json")));
    }

    [Fact]
    public async Task Hold_LeaseObjectGone_IsLostUnlessThePlaceIsOutOfReach()
    {
        using var office = Office("one", TimeSpan.FromSeconds(3));
        await using var lease = await office.TakeAsync(default);
        Directory.Move(_folder.File("archive"), _folder.File("aside"));
        await File.WriteAllTextAsync(_folder.File("archive"), "", TestContext.Current.CancellationToken);

        await FollowerWaits.UntilAsync(() => Holds(lease) is StorageError.ArchiveUnavailable);
        File.Delete(_folder.File("archive"));

        await FollowerWaits.UntilAsync(() => Holds(lease) is StorageError.LeaseLost);
    }

    [Fact]
    public async Task Hold_Renewed_IsNeverTakenByOneWhoWatches()
    {
        var lifetime = TimeSpan.FromSeconds(10);
        using var first = Office("one", lifetime);
        await using var lease = await first.TakeAsync(default);
        using var second = Office("two", lifetime);

        for (var end = DateTimeOffset.UtcNow + (lifetime * 1.2); DateTimeOffset.UtcNow < end;)
        {
            await Assert.ThrowsAsync<StorageException>(() => second.TakeAsync(default));
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task Hold_NothingToWrite_RestsAndIsStillNotTakenUntilItWritesAgain()
    {
        using var first = Office("one", Short);
        await using var lease = await first.TakeAsync(default);
        using var second = Office("two", Short);
        await FollowerWaits.UntilAsync(() => Renewed().LifetimeSeconds == 6);
        var resting = Renewed();

        var seen = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(seen) < Short * 3)
        {
            var refusal = await Xunit.Record.ExceptionAsync(() => second.TakeAsync(default));
            if (Stopwatch.GetElapsedTime(seen) > TimeSpan.FromSeconds(resting.LifetimeSeconds))
            {
                return; // the machine stalled for so long that the lease may be taken
            }

            Assert.IsType<StorageException>(refusal);
        }

        Assert.Equal(resting, Renewed());
        lease.BeginUse(); // or it might rest again before it is looked at
        await lease.HoldAsync(default);
        Assert.Equal((1, true), (Renewed().LifetimeSeconds, Renewed().Renewals > resting.Renewals));
        lease.EndUse();
    }

    [Fact]
    public async Task Hold_SomethingIsBeingWritten_DoesNotRest()
    {
        using var office = Office("one", Short);
        await using var lease = await office.TakeAsync(default);
        lease.BeginUse();

        await FollowerWaits.UntilAsync(() => Renewed().Renewals > 30); // six for each lifetime; without the use it would rest after eighteen

        Assert.Equal(1, Renewed().LifetimeSeconds);
        lease.EndUse();
    }

    [Fact]
    public async Task Take_LeaseObjectsGone_NeverTurnsTheEpochBack()
    {
        await using (var upload = await _target.CreateAsync(default))
        {
            await upload.CommitAsync(new ArchiveNames("appdb").Snapshot(ArchiveNames.NewLineage(DateTimeOffset.UtcNow, 41), 0, DateTimeOffset.UtcNow));
        }

        using var office = Office("one", Short);
        await using var lease = await WaitForAsync(office);

        Assert.Equal((42u, Succession.Takeover), (lease.Epoch, lease.Succession));
    }

    [Fact]
    public async Task Take_ManyAtOnceWhereTakenNamesAreNotRefused_OneIsConfirmed()
    {
        var place = new ForgetfulTarget(_target);
        var offices = Enumerable.Range(0, 5).Select(number => Office($"state-{number}", TimeSpan.FromSeconds(24), place)).ToList();

        var leases = await Task.WhenAll(offices.Select(TryTakeAsync));

        await using var won = Assert.Single(leases, lease => lease is not null)!;
        Assert.False(won.IsExclusive);
        Assert.Single(await Book().NewestAsync(default), entry => entry.Record is { Confirmed: true, Released: false });
        offices.ForEach(office => office.Dispose());
    }

    private static StorageError? Holds(Lease lease)
    {
        try
        {
            lease.HoldAsync(default).GetAwaiter().GetResult();
            return null;
        }
        catch (StorageException failure)
        {
            return failure.Error;
        }
    }

    private static LeaseRecord Record(string? place, int lifetimeSeconds) =>
        new(new string('a', 32), "elsewhere", place, DateTimeOffset.UtcNow, lifetimeSeconds, 0, Confirmed: true, Released: false);

    private static async Task<Lease?> TryTakeAsync(LeaseOffice office)
    {
        try
        {
            return await office.TakeAsync(default);
        }
        catch (StorageException held) when (held.Error == StorageError.LeaseHeld)
        {
            return null;
        }
    }

    private static async Task<Lease> WaitForAsync(LeaseOffice office)
    {
        Lease? lease = null;
        await Eventually.TrueAsync(async () => (lease = await TryTakeAsync(office)) is not null, "the lease");
        return lease!;
    }

    private LeaseRecord Renewed() => Book().NewestAsync(default).GetAwaiter().GetResult().Single().Record!;

    private LeaseBook Book() => new(_target, new ArchiveNames("appdb"));

    private LeaseOffice Office(string state, TimeSpan lifetime, ITarget? target = null) =>
        new(new LeaseBook(target ?? _target, new ArchiveNames("appdb")), _folder.File(state), "appdb", lifetime);

    private void Clone(string from, string to)
    {
        Directory.CreateDirectory(_folder.File(to));
        foreach (var file in Directory.GetFiles(_folder.File(from)))
        {
            File.Copy(file, Path.Combine(_folder.File(to), Path.GetFileName(file)));
        }
    }
}
