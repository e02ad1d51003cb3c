using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Restore;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class RestoreTests
{
    [Fact]
    public async Task Restore_WithProgress_TellsEachPhaseToItsEnd()
    {
        using var life = await LifeArchive.CreateAsync(commits: 30);
        var told = new List<RestoreProgress>();

        await life.Archive.RestoreAsync(RestorePoint.Latest, life.Folder.File("restored.db"), new Told<RestoreProgress>(told.Add));

        Assert.Equal([RestorePhase.Reading, RestorePhase.Checking], told.Select(progress => progress.Phase).Distinct());
        var reading = told.Where(progress => progress.Phase == RestorePhase.Reading).ToList();
        Assert.Equal(reading.Select(progress => progress.Done).Order(), reading.Select(progress => progress.Done));
        Assert.All(told.GroupBy(progress => progress.Phase), phase => Assert.Equal(phase.Last().Total, phase.Last().Done));
        Assert.Equal((await life.Archive.PlanAsync(RestorePoint.Latest)).Bytes, reading[0].Total);
    }

    [Theory]
    [InlineData(RestorePhase.Reading)]
    [InlineData(RestorePhase.Checking)]
    public async Task Restore_Cancelled_LeavesNothingBehind(RestorePhase phase)
    {
        using var life = await LifeArchive.CreateAsync(commits: 30);
        using var stop = new CancellationTokenSource();
        var stopping = new Told<RestoreProgress>(progress => (progress.Phase == phase ? stop : null)?.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => life.Archive.RestoreAsync(RestorePoint.Latest, life.Folder.File("restored.db"), stopping, stop.Token));

        Assert.Empty(Directory.GetFiles(life.Folder.Path, "restored*"));
        Assert.False(Directory.Exists(Path.Combine(life.Path, "appdb/pins")));
    }

    [Fact]
    public async Task Restore_AfterAKilledOne_RemovesWhatItLeftAndSaysSo()
    {
        using var life = await LifeArchive.CreateAsync(commits: 10);
        await File.WriteAllTextAsync(life.Folder.File("restored.db.restoring"), "half of it");
        await File.WriteAllTextAsync(life.Folder.File("restored.db.restoring-wal"), "of its check");

        var result = await life.Archive.RestoreAsync(RestorePoint.Latest, life.Folder.File("restored.db"));

        Assert.True(result.StartedAgain);
        Assert.Equal(["restored.db"], Directory.GetFiles(life.Folder.Path, "restored*").Select(Path.GetFileName));
    }

    [Fact]
    public async Task Restore_WhileAnotherWritesTheSameFile_IsRefused()
    {
        using var life = await LifeArchive.CreateAsync(commits: 10);
        StorageException? refusal = null;
        var second = new Told<RestoreProgress>(progress => refusal ??= Assert.Throws<StorageException>(
            () => { RestoreFile.Create(life.Folder.File("restored.db")).Dispose(); }));

        var result = await life.Archive.RestoreAsync(RestorePoint.Latest, life.Folder.File("restored.db"), second);

        Assert.Equal(StorageError.Busy, refusal?.Error);
        Assert.False(result.StartedAgain);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restore_NewestSnapshotIsBad_StartsWithTheOneBefore(bool known)
    {
        using var life = await LifeArchive.CreateAsync(commits: 60, snapshotEvery: 25);
        var newest = (await life.Archive.ListAsync())[0];
        var path = Path.Combine(life.Path, newest.ObjectName);
        var content = await File.ReadAllBytesAsync(path);
        content[content.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, content);
        if (known)
        {
            Assert.Equal(BackupState.Failed, (await life.Archive.VerifyAsync(newest.Id, life.Folder.Path)).State);
            Assert.NotEqual(newest.ObjectName, (await life.Archive.PlanAsync(RestorePoint.Latest)).Snapshot);
        }

        await life.AssertRestoresAsync(RestorePoint.Latest, 60);
        var refusal = await Assert.ThrowsAsync<StorageException>(() => life.Archive.RestoreAsync(newest.Id, life.Folder.File("bad.db")));
        Assert.Equal(StorageError.ArchiveDamaged, refusal.Error);
    }

    [Fact]
    public async Task Restore_PagesOfTheNewestSnapshotAreNotThoseItStates_StartsWithTheOneBefore()
    {
        using var life = await LifeArchive.CreateAsync(commits: 20);
        await life.Lineage.SnapshotAsync(flipped: true);
        var newest = (await life.Archive.ListAsync())[0];

        await life.AssertRestoresAsync(RestorePoint.Latest, 20);
        var refusal = await Assert.ThrowsAsync<StorageException>(() => life.Archive.RestoreAsync(newest.Id, life.Folder.File("bad.db")));
        Assert.Equal((StorageError.ArchiveDamaged, newest.ObjectName), (refusal.Error, refusal.Path));
    }

    [Theory]
    [InlineData(512)]
    [InlineData(4096)]
    [InlineData(65_536)]
    public void Checksum_PageAtOneGibibyte_DoesNotCount(int pageSize)
    {
        var page = new byte[pageSize];
        var lockPage = (uint)((1 << 30) / pageSize) + 1;

        Assert.Equal(UInt128.Zero, DatabaseChecksum.Term(lockPage, page));
        Assert.NotEqual(UInt128.Zero, DatabaseChecksum.Term(lockPage - 1, page));
        Assert.NotEqual(UInt128.Zero, DatabaseChecksum.Term(lockPage + 1, page));
    }

    [Fact]
    public void Checksum_OfParts_IsTheirSum()
    {
        var content = new byte[7 * 512];
        new Random(7).NextBytes(content);
        var (head, tail) = (default(DatabaseChecksum).Add(3, content.AsSpan(0, 1024), 512), default(DatabaseChecksum).Add(5, content.AsSpan(1024), 512));

        var whole = default(DatabaseChecksum).Add(3, content, 512);

        Assert.Equal(whole, tail + head);
        Assert.Equal(head, whole - tail);
    }

    [Fact]
    public async Task Plan_AfterADrill_SaysWhatIsReadAndHowLongItTakes()
    {
        using var life = await LifeArchive.CreateAsync(commits: 30);
        Assert.Null((await life.Archive.PlanAsync(RestorePoint.Latest)).ExpectedTime);
        await life.Archive.VerifyAsync((await life.Archive.ListAsync())[0].Id, life.Folder.Path);

        var plan = await life.Archive.PlanAsync(RestorePoint.Latest);

        Assert.NotNull(plan.ExpectedTime);
        Assert.Equal(((string[])[plan.Snapshot, .. plan.Segments]).Sum(name => new FileInfo(Path.Combine(life.Path, name)).Length), plan.Bytes);
    }

    [Fact]
    public async Task Name_Point_IsKeptAndCanBeRemoved()
    {
        using var life = await LifeArchive.CreateAsync(commits: 30);
        var time = LifeArchive.Start.AddSeconds(62);

        var point = await life.Archive.NameAsync("lunch", RestorePoint.At(time));

        Assert.Equal((life.Lineage.Name, 12L), (point.Lineage, point.Position));
        await life.AssertRestoresAsync(RestorePoint.Named("lunch"), 12);
        Assert.Equal([point], await life.Archive.PointsAsync());
        var taken = await Assert.ThrowsAsync<StorageException>(() => life.Archive.NameAsync("lunch", RestorePoint.Latest));
        Assert.Equal(StorageError.TargetExists, taken.Error);
        await Assert.ThrowsAsync<ArgumentException>(() => life.Archive.NameAsync("../lunch", RestorePoint.Latest));
        await life.Archive.RemovePointAsync("lunch");
        Assert.Empty(await life.Archive.PointsAsync());
        Assert.Equal(StorageError.NotFound, (await Assert.ThrowsAsync<StorageException>(() => life.Archive.PlanAsync(RestorePoint.Named("lunch")))).Error);
    }

    [Fact]
    public async Task Restore_SnapshotOfAnAbsurdSize_IsRefusedBeforeItFillsTheDisk()
    {
        using var life = await LifeArchive.CreateAsync(commits: 1);
        var time = LifeArchive.Start.AddHours(1);
        var header = new SnapshotHeader(ArchiveNames.NewLineage(time, 1), 0, time, 65_536, uint.MaxValue);
        await WriteAsync(life, ObjectKind.Snapshot, life.Names.Snapshot(header.Lineage, 0, time), header.ToBytes(), new byte[1 << 20]);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => life.Archive.RestoreAsync(RestorePoint.Latest, life.Folder.File("restored.db")));

        Assert.Equal(StorageError.DiskFull, refusal.Error);
        Assert.Contains("281,474,976,645,120 bytes", refusal.Why, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(life.Folder.Path, "restored*"));
    }

    [Fact]
    public async Task Restore_RecordThatStatesAnAbsurdSize_IsRefused()
    {
        using var life = await LifeArchive.CreateAsync(commits: 1);
        var checksum = default(DatabaseChecksum).Add(1, life.Lineage.States[1].Content, life.Lineage.PageSize);
        var record = new byte[RecordHeader.Length];
        new RecordHeader(2, 2, LifeArchive.Start.AddMinutes(1), uint.MaxValue, 0, checksum).Write(record);
        await WriteAsync(
            life,
            ObjectKind.Segment,
            life.Names.Segment(life.Lineage.Name, 0, 2, 2, LifeArchive.Start.AddMinutes(1)),
            new SegmentHeader(life.Lineage.Name, 2, life.Lineage.PageSize, checksum).ToBytes(),
            record);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => life.Archive.RestoreAsync(RestorePoint.Latest, life.Folder.File("restored.db")));

        Assert.Equal(StorageError.ArchiveDamaged, refusal.Error);
        Assert.Contains("impossible size", refusal.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_ObjectsOfAnotherDatabase_AreRefused()
    {
        using var life = await LifeArchive.CreateAsync(commits: 10);
        using var other = await LifeArchive.CreateAsync(commits: 10, seed: 2);
        foreach (var (own, foreign) in life.Segments().Zip(other.Segments()))
        {
            File.Copy(foreign, own, overwrite: true);
        }

        var refusal = await Assert.ThrowsAsync<StorageException>(() => life.Archive.RestoreAsync(RestorePoint.Latest, life.Folder.File("restored.db")));

        Assert.Equal(StorageError.ArchiveDamaged, refusal.Error);
        Assert.Contains(other.Lineage.Name, refusal.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_BlockThatInflatesBeyondItsLimit_IsDamaged()
    {
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(new byte[64 << 20]);
        }

        var header = ObjectEnvelope.Header(ObjectKind.Segment, 0);
        BitConverter.GetBytes(ObjectEnvelope.MinBlockLength).CopyTo(header, 12);
        var bomb = new MemoryStream([.. header, .. BitConverter.GetBytes(ObjectEnvelope.LastBlock | 4000), 1, .. packed.ToArray()[..4000]]);
        await using var reader = await ObjectReader.StartAsync(bomb, "bomb", ObjectKind.Segment, keys: null, default);

        var refusal = await Assert.ThrowsAsync<StorageException>(async () => await reader.ReadExactlyAsync(new byte[10], default));

        Assert.Equal(StorageError.ArchiveDamaged, refusal.Error);
        Assert.Contains("longer than its header allows", refusal.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void DiskFull_AnswerOfTheSystem_IsRecognised()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a device that is always full.");
        using var full = new FileStream("/dev/full", new FileStreamOptions { Access = FileAccess.Write, BufferSize = 0 });

        Assert.True(DiskFull.Is(Assert.ThrowsAny<IOException>(() => full.Write([1]))));
        Assert.False(DiskFull.Is(new IOException("something else")));
    }

    private static async Task WriteAsync(LifeArchive life, ObjectKind kind, string name, params byte[][] parts)
    {
        await using var created = await life.Store.CreateAsync(kind, default);
        foreach (var part in parts)
        {
            await created.Content.WriteAsync(part, default);
        }

        await created.CommitAsync(name, default);
    }
}
