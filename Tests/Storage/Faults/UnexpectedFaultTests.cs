using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Following;
using Belfry.Storage.Mirroring;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Faults that nobody thought of: they are told and tried again, and never end the work in silence.</summary>
public sealed class UnexpectedFaultTests
{
    public static TheoryData<Exception> Faults => [new IOException("strange"), new InvalidOperationException("strange"), new OperationCanceledException("strange")];

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task Follow_UnexpectedFault_IsToldAndTriedAgain(Exception fault)
    {
        await using var rows = await Rows.CreateAsync();
        var target = new BrokenTarget(new FolderTarget(rows.ArchiveFolder));
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = target }, cancellation: TestContext.Current.CancellationToken);
        await using var follower = archive.Follow(rows.DatabasePath, new FollowerOptions { Interval = TimeSpan.FromMilliseconds(5) });
        await FollowerWaits.ReachAsync(follower);

        target.Fault = fault;
        await rows.InsertAsync(3);
        await FollowerWaits.UntilAsync(() => follower.Status.Failure?.Contains("strange", StringComparison.Ordinal) is true);
        target.Fault = null;
        await FollowerWaits.ReachAsync(follower);

        Assert.Equal((1, 3), (rows.LineageCount(), await rows.RestoredAsync()));
    }

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task Mirror_UnexpectedFault_IsToldAndTriedAgain(Exception fault)
    {
        await using var rows = await Rows.CreateAsync();
        await rows.Archive.TakeSnapshotAsync(rows.DatabasePath, TestContext.Current.CancellationToken);
        var target = new BrokenTarget(new FolderTarget(rows.Folder.File("mirror"))) { Fault = fault };
        await using var mirror = rows.Archive.MirrorTo(target, new MirrorOptions { Interval = TimeSpan.FromMilliseconds(5) });

        await FollowerWaits.UntilAsync(() => mirror.Status.Failure?.Contains("strange", StringComparison.Ordinal) is true);
        target.Fault = null;

        await FollowerWaits.UntilAsync(() => mirror.Status is { Failure: null, CheckedAt: not null });
    }

    /// <summary>Its place is not mounted: nothing to copy, but that is not to have everything.</summary>
    [Fact]
    public async Task Mirror_ArchiveGone_IsAFailure()
    {
        await using var rows = await Rows.CreateAsync();
        await rows.Archive.TakeSnapshotAsync(rows.DatabasePath, TestContext.Current.CancellationToken);
        await using var mirror = rows.Archive.MirrorTo(new FolderTarget(rows.Folder.File("mirror")), new MirrorOptions { Interval = TimeSpan.FromMilliseconds(5) });
        await FollowerWaits.UntilAsync(() => mirror.Status is { Failure: null, CheckedAt: not null });

        Directory.Move(rows.ArchiveFolder, rows.Folder.File("aside"));

        await FollowerWaits.UntilAsync(() => mirror.Status.Failure is not null);
    }

    [Fact]
    public async Task TakeSnapshot_FollowerEnded_IsRefused()
    {
        await using var rows = await Rows.CreateAsync();
        var follower = rows.Follow();
        await FollowerWaits.ReachAsync(follower);
        await follower.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => follower.TakeSnapshotAsync(TestContext.Current.CancellationToken));
    }
}
