using System.Security.Cryptography;
using System.Text;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;
using Belfry.Storage.Retention;
using Belfry.Storage.Uploads;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class UploadTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly LifeArchive.MovedClock _clock = new() { Now = DateTimeOffset.UtcNow };
    private Database _database = null!;
    private Archive _archive = null!;

    private string Uploads => _folder.File("data/uploads");

    public async ValueTask InitializeAsync()
    {
        _database = Database.Open(new DatabaseOptions { Path = _folder.File("data/app.db") });
        await _database.WriteAsync(session => session.Execute("create table t (sha256 text)"));
        Directory.CreateDirectory(Uploads);
        _archive = await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Restore_UploadsOfABackup_AreTheSameFiles()
    {
        var (first, second) = (await UploadAsync("a picture"), await UploadAsync(new string('x', 3 << 20)));
        await File.WriteAllTextAsync(Path.Combine(Uploads, "notes.txt"), "not an upload");
        var (backup, set) = await TakeAsync();

        var result = await _archive.RestoreUploadsAsync(RestorePoint.Backup(backup.Id), _folder.File("restored"));

        Assert.Equal(((string[])[first, second]).Order(), set.Uploads.Select(upload => upload.Sha256));
        Assert.Equal((2, 0), (result.Restored, result.Present));
        Assert.Empty(result.Missing.Concat(result.Wrong));
        Assert.Equal(((string[])[first, second]).Order(), Directory.GetFiles(_folder.File("restored")).Select(Path.GetFileName).Order());
        Assert.Equal("a picture", await File.ReadAllTextAsync(_folder.File($"restored/{first}")));
    }

    [Fact]
    public async Task Take_SameContentAgain_IsStoredOnce()
    {
        await UploadAsync("a picture");
        await TakeAsync();
        await UploadAsync("another");
        await TakeAsync();

        Assert.Equal(2, Directory.GetFiles(_folder.File("archive/appdb/uploads"), "*", SearchOption.AllDirectories).Length);
        Assert.Equal(2, Directory.GetFiles(_folder.File("archive/appdb/sets")).Length);
    }

    [Fact]
    public async Task Take_FilesComeAndGoMeanwhile_SetHoldsAllThatTheSnapshotMentions()
    {
        var (goes, stays) = (await UploadAsync("goes"), await UploadAsync("stays"));
        string? comes = null;

        var (backup, set) = await _archive.TakeWithUploadsAsync(Uploads, async cancellation =>
        {
            // Mentioned by the snapshot: it comes just before it, and another one goes just after it.
            comes = await UploadAsync("comes");
            var taken = await _archive.TakeSnapshotAsync(_database.Path, cancellation);
            await _database.WriteAsync(session => session.Execute("delete from t where sha256 = ?1", goes));
            File.Delete(Path.Combine(Uploads, goes));
            return taken;
        });

        await _archive.RestoreAsync(backup.Id, _folder.File("restored.db"));
        await _archive.RestoreUploadsAsync(RestorePoint.Backup(backup.Id), _folder.File("restored"));
        await using var restored = Database.Open(new DatabaseOptions { Path = _folder.File("restored.db") });
        var mentioned = await restored.ReadAsync(session => session.Query("select sha256 from t order by sha256", row => row.GetString(0)));
        Assert.Equal(((string[])[goes, stays, comes!]).Order(), mentioned);
        Assert.Equal(mentioned, set.Uploads.Select(upload => upload.Sha256));
        Assert.All(mentioned, name => Assert.True(File.Exists(_folder.File($"restored/{name}"))));
    }

    [Fact]
    public async Task Take_FileThatIsNotWhatItIsCalled_IsNamedAndNotArchived()
    {
        var half = Hash("the whole content");
        await File.WriteAllTextAsync(Path.Combine(Uploads, half), "the wh");

        var (_, set) = await TakeAsync();

        Assert.Equal([half], set.Wrong);
        Assert.Empty(set.Uploads);
        Assert.False(Directory.Exists(_folder.File("archive/appdb/uploads")));
    }

    [Fact]
    public async Task Take_FileThatCannotBeRead_IsAFailureAndNoSet()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows makes no loops of links.");
        var name = Hash("a loop");
        File.CreateSymbolicLink(Path.Combine(Uploads, name), name);

        var failure = await Assert.ThrowsAsync<StorageException>(TakeAsync);

        Assert.Equal(StorageError.InputOutput, failure.Error);
        Assert.Contains(name, failure.What, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("archive/appdb/sets")));
    }

    [Fact]
    public async Task Take_FolderThatIsTheRootOfADisk_HasTheFilesAtAnyDepthButNotWhatARepairFound()
    {
        var (top, deep, found) = (await UploadAsync("top"), Hash("deep"), Hash("found"));
        foreach (var (folder, name, content) in ((string, string, string)[])[("de/ep", deep, "deep"), ("lost+found", found, "found")])
        {
            Directory.CreateDirectory(Path.Combine(Uploads, folder));
            await File.WriteAllTextAsync(Path.Combine(Uploads, folder, name), content);
        }

        var (_, set) = await TakeAsync();

        Assert.Equal(((string[])[top, deep]).Order(), set.Uploads.Select(upload => upload.Sha256));
    }

    [Fact]
    public async Task Restore_SetDamaged_NamesItAndRestoresNothing()
    {
        await UploadAsync("a picture");
        var (backup, _) = await TakeAsync();
        var set = _folder.File($"archive/appdb/sets/{backup.Id}.set");
        var content = await File.ReadAllBytesAsync(set, TestContext.Current.CancellationToken);
        content[content.Length / 2] ^= 4;
        await File.WriteAllBytesAsync(set, content, TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => _archive.RestoreUploadsAsync(RestorePoint.Backup(backup.Id), _folder.File("restored")));

        Assert.Equal((StorageError.ArchiveDamaged, $"appdb/sets/{backup.Id}.set"), (refusal.Error, refusal.Path));
        Assert.False(Directory.Exists(_folder.File("restored")));
    }

    [Fact]
    public async Task Restore_MissingAndDamagedUploads_AreNamedAndTheOthersRestored()
    {
        var (missing, damaged, good) = (await UploadAsync("missing"), await UploadAsync("damaged"), await UploadAsync("good"));
        var (backup, _) = await TakeAsync();
        File.Delete(Stored(missing));
        File.Copy(Stored(good), Stored(damaged), overwrite: true); // a whole object, but of another content

        var result = await _archive.RestoreUploadsAsync(RestorePoint.Backup(backup.Id), _folder.File("restored"));

        Assert.Equal([missing], result.Missing);
        Assert.Equal([damaged], result.Wrong);
        Assert.Equal([good], Directory.GetFiles(_folder.File("restored")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Restore_FilesThatAreThere_StayWhenRightAndAreReplacedWhenWrong()
    {
        var (first, second) = (await UploadAsync("first"), await UploadAsync("second"));
        var (backup, _) = await TakeAsync();
        await File.WriteAllTextAsync(Path.Combine(Uploads, second), "damaged");
        File.SetLastWriteTimeUtc(Path.Combine(Uploads, first), DateTime.UtcNow.AddDays(-40));

        var result = await _archive.RestoreUploadsAsync(RestorePoint.Backup(backup.Id), Uploads);

        Assert.Equal((1, 1), (result.Restored, result.Present));
        Assert.True(File.GetLastWriteTimeUtc(Path.Combine(Uploads, first)) > DateTime.UtcNow.AddDays(-1), "One that is wanted again looks as if nobody had for long.");
        Assert.Equal(("first", "second"), (await File.ReadAllTextAsync(Path.Combine(Uploads, first)), await File.ReadAllTextAsync(Path.Combine(Uploads, second))));
    }

    [Fact]
    public async Task Prune_UploadsThatNoKeptSetMentions_GoInTwoPhases()
    {
        var (gone, stays) = (await UploadAsync("gone"), await UploadAsync("stays"));
        var (old, _) = await TakeAsync();
        File.Delete(Path.Combine(Uploads, gone));
        var (young, _) = await TakeAsync();
        await _archive.VerifyAsync(young.Id, _folder.Path);
        var policy = new RetentionPolicy { History = TimeSpan.Zero, Grace = TimeSpan.FromMinutes(10) };

        _clock.Now = DateTimeOffset.UtcNow.AddSeconds(1);
        var marked = await _archive.PruneAsync(policy);
        Assert.True(File.Exists(Stored(gone)));
        _clock.Now += policy.Grace;
        var deleted = await _archive.PruneAsync(policy);

        Assert.Equal(((string[])[old.ObjectName, $"appdb/sets/{old.Id}.set", $"appdb/uploads/{gone[..2]}/{gone}"]).Order(), marked.Marked.Order());
        Assert.Equal(marked.Marked.Order(), deleted.Deleted.Order());
        Assert.True(File.Exists(Stored(stays)));
    }

    [Fact]
    public async Task Prune_NeededSetIsDamaged_DeletesNoUpload()
    {
        var lost = await UploadAsync("lost");
        var (backup, _) = await TakeAsync();
        await _archive.VerifyAsync(backup.Id, _folder.Path);
        var set = _folder.File($"archive/appdb/sets/{backup.Id}.set");
        await File.WriteAllBytesAsync(set, (await File.ReadAllBytesAsync(set))[..^1]);

        _clock.Now = DateTimeOffset.UtcNow.AddSeconds(1);
        var plan = await _archive.PlanRetentionAsync(new RetentionPolicy { History = TimeSpan.Zero });

        Assert.Empty(plan.Objects);
        Assert.True(File.Exists(Stored(lost)));
    }

    [Fact]
    public async Task Take_WithAKey_HoldsNoPlaintextAndRestores()
    {
        var keys = new ArchiveKeys("k1", new Dictionary<string, byte[]> { ["k1"] = RandomNumberGenerator.GetBytes(32) });
        _archive = await OpenAsync(keys);
        var name = await UploadAsync("a very secret picture");
        var (backup, _) = await TakeAsync();

        await _archive.RestoreUploadsAsync(RestorePoint.Backup(backup.Id), _folder.File("restored"));

        Assert.Equal("a very secret picture", await File.ReadAllTextAsync(_folder.File($"restored/{name}")));
        Assert.All(
            Directory.GetFiles(_folder.File("archive/appdb"), "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("secret", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restore_SetThatNamesAPath_IsRefused()
    {
        var (backup, _) = await TakeAsync();
        var names = new ArchiveNames("appdb");
        var store = new ObjectStore(new FolderTarget(_folder.File("archive")), names, compress: false, keys: null);
        await store.Target.DeleteAsync(names.Set(backup.Id), default);
        await using (var created = await store.CreateAsync(ObjectKind.Set, default))
        {
            var evil = $$"""{"backup":"{{backup.Id}}","uploads":[{"sha256":"../../../../etc/cron.d/evil","bytes":1}]}""";
            await created.Content.WriteAsync(Encoding.UTF8.GetBytes(evil), default);
            await created.CommitAsync(names.Set(backup.Id), default);
        }

        var refusal = await Assert.ThrowsAsync<StorageException>(() => _archive.RestoreUploadsAsync(RestorePoint.Backup(backup.Id), _folder.File("restored")));

        Assert.Equal(StorageError.ArchiveDamaged, refusal.Error);
        Assert.False(Directory.Exists(_folder.File("restored")));
    }

    private Task<Archive> OpenAsync(ArchiveKeys? keys = null) =>
        Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("archive")), Keys = keys }, _clock);

    private Task<(Backup Backup, UploadSet Uploads)> TakeAsync() =>
        _archive.TakeWithUploadsAsync(Uploads, cancellation => _archive.TakeSnapshotAsync(_database.Path, cancellation));

    /// <summary>As an application does it: the file first, then the row.</summary>
    private async Task<string> UploadAsync(string content)
    {
        var name = Hash(content);
        await File.WriteAllTextAsync(Path.Combine(Uploads, name), content);
        await _database.WriteAsync(session => session.Execute("insert into t values (?1)", name));
        return name;
    }

    private string Stored(string name) => _folder.File($"archive/appdb/uploads/{name[..2]}/{name}");

    private static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
