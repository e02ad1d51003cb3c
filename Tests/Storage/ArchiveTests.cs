using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Sqlite;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class ArchiveTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private Database _database = null!;
    private Archive _archive = null!;

    private string DatabasePath => _folder.File("data/app.db");

    public async ValueTask InitializeAsync()
    {
        _database = Database.Open(new DatabaseOptions { Path = DatabasePath });
        await _database.WriteAsync(session => session.Execute("create table t (id integer primary key, a text)"));
        await _database.WriteAsync(session => session.Execute("insert into t (a) values ('first')"));
        _archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("archive")) });
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task TakeSnapshot_LiveDatabase_RestoresToTheSameRows()
    {
        var backup = await _archive.TakeSnapshotAsync(DatabasePath);
        await _database.WriteAsync(session => session.Execute("insert into t (a) values ('after the snapshot')"));

        await _archive.RestoreAsync(backup.Id, _folder.File("restored.db"));

        Assert.Equal(["first"], await RowsAsync(_folder.File("restored.db")));
        Assert.Equal(BackupState.Unverified, backup.State);
        Assert.Equal([backup], await _archive.ListAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TakeSnapshot_WhileOthersWriteAndCheckpoint_EveryOneIsConsistent(bool compress)
    {
        await using var busy = Database.Open(new DatabaseOptions { Path = _folder.File("busy/app.db"), CheckpointBytes = 256 << 10 });
        await busy.WriteAsync(session =>
        {
            session.ExecuteScript("create table accounts (id integer primary key, amount integer, filler blob)");
            return session.Execute("""
                with recursive c(value) as (select 1 union all select value + 1 from c where value < 2000)
                insert into accounts select value, 100, randomblob(300) from c
                """);
        });
        using var stop = new CancellationTokenSource();
        var transfers = Task.Run(async () =>
        {
            var random = new Random(1);
            while (!stop.IsCancellationRequested)
            {
                var (from, to) = (random.Next(1, 2001), random.Next(1, 2001));
                await busy.WriteAsync(session =>
                {
                    session.Execute("update accounts set amount = amount - 1, filler = randomblob(300) where id = ?1", from);
                    return session.Execute("update accounts set amount = amount + 1 where id = ?1", to);
                });
            }
        });
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("busy-archive")), Compress = compress });

        for (var i = 0; i < 15; i++)
        {
            var backup = await archive.TakeSnapshotAsync(busy.Path);
            var verified = await archive.VerifyAsync(backup.Id, _folder.Path);
            Assert.Equal((BackupState.Verified, null), (verified.State, verified.Reason));
            var copy = _folder.File($"copy-{i}.db");
            await archive.RestoreAsync(backup.Id, copy);
            await using var restored = Database.Open(new DatabaseOptions { Path = copy });
            Assert.Equal(200_000, await restored.ReadAsync(session => session.QueryInt64("select sum(amount) from accounts")));
        }

        await stop.CancelAsync();
        await transfers;
    }

    [Fact]
    public async Task TakeSnapshot_WalIsEmpty_TakesTheFileAlone()
    {
        await _database.DisposeAsync();
        Assert.False(File.Exists(DatabasePath + "-wal"));
        _database = Database.Open(new DatabaseOptions { Path = DatabasePath });

        var backup = await _archive.TakeSnapshotAsync(DatabasePath);
        await _archive.RestoreAsync(backup.Id, _folder.File("restored.db"));

        Assert.Equal(["first"], await RowsAsync(_folder.File("restored.db")));
    }

    [Fact]
    public async Task Archive_EveryFile_IsForItsOwnerOnly()
    {
        await _archive.TakeSnapshotAsync(DatabasePath);

        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix permissions.");
        Assert.All(Directory.GetFiles(_archive.WorkFolder, "*", SearchOption.AllDirectories), file => Assert.Equal("rw-------", Mode(file)));
        Assert.All(Directory.GetDirectories(_archive.WorkFolder, "*", SearchOption.AllDirectories), folder => Assert.Equal("rwx------", Mode(folder)));
    }

    [Fact]
    public async Task Verify_GoodSnapshot_IsSeenByAnotherProcess()
    {
        var backup = await _archive.TakeSnapshotAsync(DatabasePath);

        var verified = await _archive.VerifyAsync(backup.Id, _folder.Path);

        var other = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_archive.WorkFolder) });
        Assert.Equal([verified], await other.ListAsync());
        Assert.Equal(BackupState.Verified, verified.State);
        Assert.NotNull(verified.RestoreTime);
        Assert.Equal(["app.db", "app.db-shm", "app.db-wal"], Directory.GetFiles(_folder.File("data")).Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetFiles(_folder.Path, "verify-*"));
    }

    [Fact]
    public async Task Verify_BothEndInTheSameMillisecond_TheSecondOnesReasonCounts()
    {
        var clock = new ManualTime(DateTimeOffset.UtcNow);
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("archive")) }, clock);
        var backup = await archive.TakeSnapshotAsync(DatabasePath);
        var file = Path.Combine(archive.WorkFolder, backup.ObjectName);
        var content = await File.ReadAllBytesAsync(file);

        await File.WriteAllBytesAsync(file, content[..^1]);
        var first = await archive.VerifyAsync(backup.Id, _folder.Path);
        content[0] ^= 1;
        await File.WriteAllBytesAsync(file, content);
        var second = await archive.VerifyAsync(backup.Id, _folder.Path);

        Assert.Equal(BackupState.Failed, second.State);
        Assert.NotEqual(first.Reason, second.Reason);
        Assert.Equal([second], await archive.ListAsync());
    }

    [Fact]
    public async Task Verify_AnyFlippedByte_FailsAndNamesTheReason()
    {
        var backup = await _archive.TakeSnapshotAsync(DatabasePath);
        var file = Path.Combine(_archive.WorkFolder, backup.ObjectName);
        var content = await File.ReadAllBytesAsync(file);
        for (var at = 0; at < content.Length; at += Math.Max(1, content.Length / 60))
        {
            var damaged = content.ToArray();
            damaged[at] ^= 1;
            await File.WriteAllBytesAsync(file, damaged);

            var result = await _archive.VerifyAsync(backup.Id, _folder.Path);

            Assert.True(result.State == BackupState.Failed, $"a flipped bit at {at} went unnoticed");
            Assert.StartsWith("It is damaged:", result.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Verify_SnapshotOfABrokenForeignKey_Fails()
    {
        await _database.WriteAsync(session => session.Execute("create table child (t_id integer references t (id))"));
        using (var careless = new SessionFactory(DatabasePath, new DatabaseOptions { Path = DatabasePath }).Open())
        {
            careless.Execute("pragma foreign_keys = off");
            careless.Execute("insert into child values (99)");
        }

        var backup = await _archive.TakeSnapshotAsync(DatabasePath);

        var result = await _archive.VerifyAsync(backup.Id, _folder.Path);

        Assert.Equal(BackupState.Failed, result.State);
        Assert.Contains("foreign_key_check says: a row of child points to a missing row of t", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    [InlineData("-journal")]
    public async Task Restore_FileOrItsCompanionExists_RefusesAndLeavesIt(string end)
    {
        var backup = await _archive.TakeSnapshotAsync(DatabasePath);
        var path = _folder.File("restored.db");
        await File.WriteAllTextAsync(path + end, "precious");

        var refusal = await Assert.ThrowsAsync<StorageException>(() => _archive.RestoreAsync(backup.Id, path));

        Assert.Equal(StorageError.TargetExists, refusal.Error);
        Assert.Equal("precious", await File.ReadAllTextAsync(path + end));
        Assert.Single(Directory.GetFiles(_folder.Path, "restored*"));
    }

    [Fact]
    public async Task Restore_DamagedSnapshot_LeavesNoFile()
    {
        var backup = await _archive.TakeSnapshotAsync(DatabasePath);
        var file = Path.Combine(_archive.WorkFolder, backup.ObjectName);
        await using (var stream = new FileStream(file, FileMode.Open))
        {
            stream.SetLength(stream.Length - 1);
        }

        var refusal = await Assert.ThrowsAsync<StorageException>(() => _archive.RestoreAsync(backup.Id, _folder.File("restored.db")));

        Assert.Equal(StorageError.ArchiveDamaged, refusal.Error);
        Assert.Empty(Directory.GetFiles(_folder.Path, "restored*"));
    }

    [Fact]
    public async Task Open_FolderOfALaterFormat_IsRefused()
    {
        await File.WriteAllTextAsync(Path.Combine(_archive.WorkFolder, "archive.json"), """{"format":"belfry-archive","version":2,"id":""}""");

        var refusal = await Assert.ThrowsAsync<StorageException>(() => Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_archive.WorkFolder) }));

        Assert.Equal(StorageError.ArchiveUnavailable, refusal.Error);
    }

    [Fact]
    public async Task TakeSnapshot_MissingDatabase_IsRefused()
    {
        var refusal = await Assert.ThrowsAsync<StorageException>(() => _archive.TakeSnapshotAsync(_folder.File("nowhere.db")));

        Assert.Equal(StorageError.NotFound, refusal.Error);
        Assert.Empty(await _archive.ListAsync());
    }

    private static async Task<List<string>> RowsAsync(string path)
    {
        await using var restored = Database.Open(new DatabaseOptions { Path = path });
        return await restored.ReadAsync(session => session.Query("select a from t order by id", row => row.GetString(0)));
    }

    private static string Mode(string path)
    {
        var mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
        return string.Concat("rwxrwxrwx".Select((letter, i) => ((int)mode & (1 << (8 - i))) != 0 ? letter : '-'));
    }
}
