using System.Security.Cryptography;
using System.Text;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Following;
using Belfry.Storage.Restore;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class EncryptionTests : IAsyncLifetime
{
    private const string Secret = "the owner must not see this claim";

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, byte[]> _keys = new() { ["k1"] = RandomNumberGenerator.GetBytes(32), ["k2"] = RandomNumberGenerator.GetBytes(32) };
    private Database _database = null!;

    private string DatabasePath => _folder.File("data/app.db");

    public async ValueTask InitializeAsync()
    {
        _database = Database.Open(new DatabaseOptions { Path = DatabasePath });
        await _database.WriteAsync(session => session.Execute("create table t (a text)"));
        await _database.WriteAsync(session => session.Execute("insert into t values (?1)", Secret));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Archive_WithKey_HoldsNoPlaintextAndRestores(bool compress)
    {
        var archive = await OpenAsync("k1", compress);
        var backup = await archive.TakeSnapshotAsync(DatabasePath);
        await FollowOneCommitAsync(archive);

        Assert.Equal(BackupState.Verified, (await archive.VerifyAsync(backup.Id, _folder.Path)).State);
        Assert.Equal(2, await CountAsync(archive, RestorePoint.Latest));
        foreach (var file in Directory.GetFiles(Path.Combine(archive.WorkFolder, "appdb"), "*", SearchOption.AllDirectories))
        {
            var content = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.DoesNotContain("the owner", content, StringComparison.Ordinal);
            Assert.DoesNotContain("SQLite format 3", content, StringComparison.Ordinal);
            Assert.DoesNotContain("restoreMilliseconds", content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Restore_KeyRotatedInTheMiddle_ReadsBothParts()
    {
        var before = await OpenAsync("k1");
        await using (var follower = before.Follow(DatabasePath))
        {
            await FollowerWaits.ReachAsync(follower);
        }

        var after = await OpenAsync("k2");
        await FollowOneCommitAsync(after);

        Assert.Single(Directory.GetDirectories(Path.Combine(after.WorkFolder, "appdb/lineages")));
        Assert.Equal(2, await CountAsync(after, RestorePoint.Latest));
    }

    [Theory]
    [InlineData(null, StorageError.KeyMissing)]
    [InlineData("other", StorageError.KeyMissing)]
    [InlineData("k1", StorageError.KeyWrong)]
    public async Task Restore_WithoutTheRightKey_SaysWhichOneIsNeeded(string? name, StorageError expected)
    {
        var backup = await (await OpenAsync("k1")).TakeSnapshotAsync(DatabasePath);
        var keys = name is null ? null : new ArchiveKeys(name, new Dictionary<string, byte[]> { [name] = RandomNumberGenerator.GetBytes(32) });
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("archive")), Keys = keys });

        var refusal = await Assert.ThrowsAsync<StorageException>(() => archive.RestoreAsync(backup.Id, _folder.File("restored.db")));

        Assert.Equal(expected, refusal.Error);
        Assert.Contains("\"k1\"", refusal.Why, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "restored*"));
    }

    [Fact]
    public async Task Restore_PlainObjectAlthoughAKeyIsConfigured_IsRefused()
    {
        var plain = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("archive")) });
        var backup = await plain.TakeSnapshotAsync(DatabasePath);
        var archive = await OpenAsync("k1");

        var refusal = await Assert.ThrowsAsync<StorageException>(() => archive.RestoreAsync(backup.Id, _folder.File("restored.db")));

        Assert.Equal(StorageError.KeyWrong, refusal.Error);
    }

    [Theory]
    [InlineData(null, StorageError.KeyMissing)]
    [InlineData("other", StorageError.KeyMissing)]
    [InlineData("k1", StorageError.KeyWrong)]
    public async Task Name_WithoutTheRightKey_IsRefusedAndWritesNothing(string? name, StorageError expected)
    {
        var right = await OpenAsync("k1");
        await right.TakeSnapshotAsync(DatabasePath);
        var keys = name is null ? null : new ArchiveKeys(name, new Dictionary<string, byte[]> { [name] = RandomNumberGenerator.GetBytes(32) });
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("archive")), Keys = keys });

        var refusal = await Assert.ThrowsAsync<StorageException>(() => archive.NameAsync("lunch", RestorePoint.Latest));

        Assert.Equal(expected, refusal.Error);
        Assert.Contains("\"k1\"", refusal.Why, StringComparison.Ordinal);
        Assert.Empty(await right.PointsAsync());
        Assert.Equal("dinner", (await right.NameAsync("dinner", RestorePoint.Latest)).Name);
    }

    [Fact]
    public async Task Restore_ObjectPutInAnothersPlace_IsRefused()
    {
        var archive = await OpenAsync("k1");
        var first = await archive.TakeSnapshotAsync(DatabasePath);
        await _database.WriteAsync(session => session.Execute("insert into t values ('second')"));
        var second = await archive.TakeSnapshotAsync(DatabasePath);
        File.Copy(Path.Combine(archive.WorkFolder, first.ObjectName), Path.Combine(archive.WorkFolder, second.ObjectName), overwrite: true);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => archive.RestoreAsync(second.Id, _folder.File("restored.db")));

        Assert.Equal(StorageError.ArchiveDamaged, refusal.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("k1 0123")]
    [InlineData("k1 not-hexadecimal,-but-sixty-four-characters-long,-as-a-key-must-be")]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    [InlineData("K1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    [InlineData("k1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\nk1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    public void FromFile_NoKeyInTheFile_IsRefused(string content)
    {
        File.WriteAllText(_folder.File("key"), content);

        Assert.Equal(StorageError.KeyMissing, Assert.Throws<StorageException>(() => ArchiveKeys.FromFile(_folder.File("key"))).Error);
    }

    [Fact]
    public void FromFile_SeveralLines_TheFirstIsCurrent()
    {
        File.WriteAllText(_folder.File("key"), $"k2 {Convert.ToHexStringLower(_keys["k2"])}\n\nk1 {Convert.ToHexString(_keys["k1"])}\n");

        Assert.Equal(["k2", "k1"], ArchiveKeys.FromFile(_folder.File("key")).Names);
    }

    [Fact]
    public async Task CountKeys_AfterARotation_TellsWhichKeysAreStillNeeded()
    {
        await (await OpenAsync("k1")).TakeSnapshotAsync(DatabasePath);
        var archive = await OpenAsync("k2");
        await archive.TakeSnapshotAsync(DatabasePath);
        await archive.TakeSnapshotAsync(DatabasePath);

        Assert.Equal(new Dictionary<string, int> { ["k1"] = 1, ["k2"] = 2 }, await archive.CountKeysAsync());
    }

    private Task<Archive> OpenAsync(string key, bool compress = true) =>
        Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("archive")), Compress = compress, Keys = new ArchiveKeys(key, _keys) });

    private async Task FollowOneCommitAsync(Archive archive)
    {
        await using var follower = archive.Follow(DatabasePath, new FollowerOptions { Interval = TimeSpan.FromMilliseconds(5) });
        await FollowerWaits.ReachAsync(follower);
        await _database.WriteAsync(session => session.Execute("insert into t values (?1)", Secret));
    }

    private async Task<long> CountAsync(Archive archive, RestorePoint point)
    {
        await archive.RestoreAsync(point, _folder.File("restored.db"));
        await using var restored = Database.Open(new DatabaseOptions { Path = _folder.File("restored.db") });
        return await restored.ReadAsync(session => session.QueryInt64("select count(*) from t where a = ?1", Secret));
    }
}
