using Belfry.Storage;
using Belfry.Storage.Sqlite;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>Databases of other programs, taken to the place that the service protects.</summary>
public sealed class AdoptTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Source => _folder.File("elsewhere/old.db");

    private string Place => _folder.File("data/app.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Adopt_DatabaseInUse_TakesWhatIsInItsWalToo_AndLeavesItAlone()
    {
        await using var old = await MakeAsync(Source, entries: 3);

        var answer = await AdoptAsync();

        Assert.True(answer.ExitCode == 0, answer.Errors);
        Assert.Equal([1, 2, 3], await Playground.LedgerAsync(Place));
        Assert.Equal("wal", DatabaseProbe.JournalMode(Place));
        Assert.False(File.Exists(Place + "-wal"));
        await old.WriteAsync(session => session.Execute("insert into ledger values (4, 'still open')"), Cancellation);
        Assert.Equal([1, 2, 3, 4], await Playground.LedgerAsync(Source));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Place));
        }
    }

    [Fact]
    public async Task Adopt_DatabaseThatNobodyHasOpen_LeavesItsFilesByteForByte()
    {
        await using (var old = await MakeAsync(_folder.File("live.db"), entries: 2))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Source)!);
            File.Copy(_folder.File("live.db"), Source);
            File.Copy(_folder.File("live.db-wal"), Source + "-wal");
        }

        var before = (await File.ReadAllBytesAsync(Source, Cancellation), await File.ReadAllBytesAsync(Source + "-wal", Cancellation));

        var answer = await AdoptAsync();

        Assert.True(answer.ExitCode == 0, answer.Errors);
        Assert.Equal([1, 2], await Playground.LedgerAsync(Place));
        Assert.Equal(before.Item1, await File.ReadAllBytesAsync(Source, Cancellation));
        Assert.Equal(before.Item2, await File.ReadAllBytesAsync(Source + "-wal", Cancellation));
    }

    [Fact]
    public async Task Adopt_RollbackJournalDatabase_BecomesAWalDatabase()
    {
        await using (var old = await MakeAsync(Source, entries: 1))
        {
        }

        using (var session = new SessionFactory(Source, new DatabaseOptions { Path = Source }).Open())
        {
            Assert.Equal("delete", session.QueryString("pragma journal_mode = delete"));
        }

        var answer = await AdoptAsync();

        Assert.True(answer.ExitCode == 0, answer.Errors);
        Assert.Equal("wal", DatabaseProbe.JournalMode(Place));
        Assert.Equal("delete", DatabaseProbe.JournalMode(Source));
    }

    [Theory]
    [InlineData("no database, only text that is long enough to be looked at as a header of one")]
    [InlineData(null)]
    public async Task Adopt_WhatIsNoDatabase_SaysSoAndLeavesNothing(string? content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Source)!);
        if (content is not null)
        {
            await File.WriteAllTextAsync(Source, content, Cancellation);
        }

        var answer = await AdoptAsync();

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(Source, answer.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.Exists(_folder.File("data")) ? Directory.GetFiles(_folder.File("data")) : []);
    }

    [Fact]
    public async Task Adopt_WhereADatabaseIs_NeedsForce_AndKeepsIt()
    {
        await using (await MakeAsync(Source, entries: 2))
        {
        }

        await using (await MakeAsync(Place, entries: 1))
        {
        }

        var refused = await AdoptAsync();
        var forced = await AdoptAsync("--force");

        Assert.Equal(1, refused.ExitCode);
        Assert.True(forced.ExitCode == 0, forced.Errors);
        Assert.Equal([1, 2], await Playground.LedgerAsync(Place));
        Assert.Equal([1], await Playground.LedgerAsync(Directory.GetFiles(_folder.File("data"), "app.db.replaced-*").Single(file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal))));
    }

    private Task<Answer> AdoptAsync(params string[] more) => BelfryProgram.RunAsync(BelfryProgram.StartInfo(_folder.Path, ["adopt", Source, "--database", Place, .. more]));

    private static async Task<Database> MakeAsync(string path, int entries)
    {
        var database = Database.Open(new DatabaseOptions { Path = path });
        await database.WriteAsync(session =>
        {
            session.ExecuteScript("create table ledger (entry integer primary key, note text)");
            for (var entry = 1; entry <= entries; entry++)
            {
                session.Execute("insert into ledger values (?1, 'old')", entry);
            }

            return 0;
        }, Cancellation);
        return database;
    }
}
