using System.Diagnostics;
using Belfry.Storage;
using Belfry.Tests.BackupWorker.Foreign;
using Belfry.Tests.Storage.Faults;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker.ServiceFaults;

/// <summary>Somebody does to the live database what nobody should, or its disk fails. docs/faults.md has all faults.</summary>
public sealed class DatabaseFaultTests : IAsyncDisposable
{
    private readonly Playground _playground = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Database_Replaced_BeginsANewHistoryThatSaysSo()
    {
        await _playground.CreateDatabaseAsync();
        await using var worker = await _playground.StartProtectedAsync();
        await _playground.AppendAsync(1);
        var first = (await worker.CaughtUpAsync()).Lineage;

        await _playground.CloseDatabaseAsync();
        foreach (var end in (string[])["", "-wal", "-shm"])
        {
            File.Move(_playground.DatabasePath + end, _playground.File("old.db") + end);
        }

        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(7);
        await Eventually.TrueAsync(async () => (await worker.StateAsync()).Stream.Lineage is { } now && now != first, "another history");
        var stream = await worker.CaughtUpAsync();

        Assert.Contains("the database file was replaced or moved", stream.LineageReason, StringComparison.Ordinal);
        Assert.Contains($"Lineage {stream.Lineage} begins. {stream.LineageReason}", worker.Log, StringComparison.Ordinal);
        Assert.Equal([7], await _playground.RestoredAsync());
    }

    [Fact]
    public async Task Database_NotInWalMode_HasSnapshots_AndIsToldTheRemedy_AndStreamedOnceItIs()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_playground.DatabasePath)!);
        await ForeignPrograms.ShellAsync(_playground.DatabasePath, "create table ledger (entry integer primary key); insert into ledger values (5)");
        await using var worker = await _playground.StartProtectedAsync();

        await Eventually.TrueAsync(async () => (await worker.StateAsync()).Stream.Failure?.Contains("run pragma journal_mode=wal", StringComparison.Ordinal) is true, "the remedy");
        Assert.Equal([5], await _playground.RestoredAsync());

        await ForeignPrograms.ShellAsync(_playground.DatabasePath, "pragma journal_mode = wal");
        await worker.CaughtUpAsync();
        await worker.BackUpAsync();
        await worker.RecoversAsync(state => state.LastFailure?.Reason ?? state.Stream.Failure);
        Assert.Equal([5], await _playground.RestoredAsync());
    }

    [Fact]
    public async Task Database_GrownAndVacuumedByTheShell_ShrinksInTheSameHistory()
    {
        await _playground.CreateDatabaseAsync();
        await using var worker = await _playground.StartProtectedAsync();
        await _playground.AppendAsync(1);
        var lineage = (await worker.CaughtUpAsync()).Lineage;

        await ForeignPrograms.ShellAsync(
            _playground.DatabasePath, "with recursive n (i) as (select 1 union all select i + 1 from n where i < 12) insert into filling select randomblob(1048576) from n");
        await worker.CaughtUpAsync();
        await ForeignPrograms.ShellAsync(_playground.DatabasePath, "delete from filling; vacuum");
        var stream = await worker.CaughtUpAsync();

        Assert.Equal((lineage, null), (stream.Lineage, stream.Failure));
        Assert.Equal([1], await _playground.RestoredAsync(into: _playground.File("small.db")));
        Assert.InRange(new FileInfo(_playground.File("small.db")).Length, 1, 1 << 20);
    }

    [Fact]
    public async Task Wal_PinnedByALongReader_IsToldWithTheReadersName_UntilItEnds()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells who holds a lock.");
        await _playground.CreateDatabaseAsync();
        await using var worker = await _playground.StartProtectedAsync();
        using var reader = Process.Start(new ProcessStartInfo("sqlite3", [_playground.DatabasePath]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await reader.StandardInput.WriteLineAsync("begin; select count(*) from ledger;");
        Assert.Equal("0", await reader.StandardOutput.ReadLineAsync(Cancellation));

        await _playground.AppendAsync(1);
        for (var i = 0; i < 24; i++) // beyond the size at which the worker copies the WAL
        {
            await _playground.Database!.WriteAsync(session => session.Execute("insert into filling values (randomblob(1048576))"), Cancellation);
        }

        await worker.TellsAsync(state => state.Stream.WalBlockedBy, $"{reader.Id} (sqlite3)");
        Assert.NotNull((await worker.StateAsync()).Stream.WalBlockedSince);
        await _playground.AppendAsync(2);
        Assert.Null((await worker.CaughtUpAsync()).Failure); // nothing is held up but the copying

        reader.StandardInput.Close();
        await reader.WaitForExitAsync(Cancellation);
        await worker.RecoversAsync(state => state.Stream.WalBlockedBy);
        Assert.Equal([1, 2], await _playground.RestoredAsync());
    }

    [Fact]
    public async Task Volume_Full_IsToldByTheHealth_AndStreamingGoesOnWhenThereIsSpace()
    {
        using var disk = new SmallDisk(48);
        await using var database = Database.Open(new DatabaseOptions { Path = disk.File("app.db") });
        await database.WriteAsync(session => session.Execute("create table ledger (entry integer primary key)"), Cancellation);
        await using var worker = await _playground.StartProtectedAsync(("ConnectionStrings__appdb", $"Data Source={disk.File("app.db")}"));

        disk.Fill();
        await Eventually.TrueAsync(async () => (await worker.HealthAsync()).Contains($"The volume of {disk.File("app.db")} is full", StringComparison.Ordinal), "the health to say so");

        disk.Free();
        await database.WriteAsync(session => session.Execute("insert into ledger values (1)"), Cancellation);
        await worker.CaughtUpAsync();
        await worker.RecoversAsync(state => state.LastFailure?.Reason ?? state.Stream.Failure);
        Assert.Equal([1], await _playground.RestoredAsync());
    }
}
