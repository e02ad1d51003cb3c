using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;
using Belfry.Storage.Sqlite;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

/// <summary>Snapshots of a database with a rollback journal, where whoever reads keeps others from committing.</summary>
public sealed class RollbackJournalTests : IDisposable
{
    private const int Accounts = 4000;

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Snapshot_WhileAnotherOneWrites_IsOneMoment_AndNoWriteFails()
    {
        using var writer = Create();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Task.Run(() => Write(writer, stop.Token), CancellationToken.None);
        var archive = await OpenAsync();

        var backups = new List<Backup>();
        for (var i = 0; i < 3; i++)
        {
            backups.Add(await archive.TakeSnapshotAsync(_folder.File("bank.db"), Cancellation));
        }

        await stop.CancelAsync();
        var written = await writing;

        Assert.True(written > 0);
        foreach (var backup in backups)
        {
            Assert.Equal(BackupState.Verified, (await archive.VerifyAsync(backup.Id, _folder.File("scratch"), Cancellation)).State);
            await archive.RestoreAsync(backup.Id, _folder.File($"{backup.Id}.db"), Cancellation);
            using var restored = Open($"{backup.Id}.db");
            Assert.Equal(0, restored.QueryInt64("select sum(amount) from account"));
        }

        Assert.Empty(Directory.GetFiles(_folder.File("archive/tmp")));
    }

    [Fact]
    public async Task Snapshot_HoldsWhatWasCommittedBeforeIt_UnderATimeThatSaysSo()
    {
        using var writer = Create();
        var archive = await OpenAsync();
        writer.Execute("update account set amount = 5 where id = 1");
        var between = DateTimeOffset.UtcNow;
        await archive.TakeSnapshotAsync(_folder.File("bank.db"), Cancellation);
        var moment = DateTimeOffset.UtcNow;
        writer.Execute("update account set amount = 6 where id = 1");
        await archive.TakeSnapshotAsync(_folder.File("bank.db"), Cancellation);

        await archive.RestoreAsync(RestorePoint.At(moment), _folder.File("then.db"), cancellation: Cancellation);
        using var restored = Open("then.db");

        Assert.Equal(5, restored.QueryInt64("select amount from account where id = 1"));
        Assert.True((await archive.ListAsync(Cancellation))[^1].TakenAt >= between.AddMilliseconds(-1));
        Assert.Equal("delete", DatabaseProbe.JournalMode(_folder.File("bank.db")));
        Assert.Equal("delete", DatabaseProbe.JournalMode(_folder.File("then.db")));
    }

    [Fact]
    public async Task Snapshot_OfADatabaseThatIsLocked_FailsAndLeavesNothing()
    {
        using var writer = Create();
        writer.Execute("begin exclusive");
        var archive = await OpenAsync();

        var failure = await Assert.ThrowsAsync<StorageException>(() => archive.TakeSnapshotAsync(_folder.File("bank.db"), Cancellation));

        Assert.Equal(StorageError.Busy, failure.Error);
        Assert.Empty(await archive.ListAsync(Cancellation));
        writer.Execute("rollback");
        Assert.NotNull(await archive.TakeSnapshotAsync(_folder.File("bank.db"), Cancellation));
    }

    /// <summary>Large enough for many steps.</summary>
    private SqliteSession Create()
    {
        DatabaseFiles.Delete(_folder.File("bank.db"));
        File.WriteAllBytes(_folder.File("bank.db"), []);
        var session = Open("bank.db");
        session.ExecuteScript($"create table account (id integer primary key, amount integer, filling blob); insert into account with recursive number (n) as (values (1) union all select n + 1 from number where n < {Accounts}) select n, 0, randomblob(8000) from number");
        return session;
    }

    private SqliteSession Open(string name) => new SessionFactory(_folder.File(name), new DatabaseOptions { Path = _folder.File(name) }).Open();

    private Task<Archive> OpenAsync() => Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("archive")), Database = "bank" }, cancellation: Cancellation);

    /// <summary>Moves money between accounts at both ends of the file, so that a mixture of two moments has another sum than zero.</summary>
    private static long Write(SqliteSession session, CancellationToken stop)
    {
        long count = 0;
        for (; !stop.IsCancellationRequested; count++)
        {
            session.ExecuteScript($"begin immediate; update account set amount = amount - 1 where id = {1 + (count % 100)}; update account set amount = amount + 1 where id = {Accounts - (count % 100)}; commit");
            stop.WaitHandle.WaitOne(1); // else the lock is hardly ever free
        }

        return count;
    }
}
