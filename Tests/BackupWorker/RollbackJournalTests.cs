using Belfry.BackupWorker.Commands;
using Belfry.Storage;
using Belfry.Storage.Sqlite;
using Belfry.Tests.BackupWorker.Foreign;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>A database that is not in WAL mode has snapshots, is told why it has no more, and is streamed as soon as it can be.</summary>
public sealed class RollbackJournalTests : IAsyncLifetime
{
    private const string Why = "is not in WAL mode (its journal mode is delete)";

    private readonly Playground _playground = new();
    private readonly OtherPrograms _others;

    public RollbackJournalTests() => _others = new OtherPrograms(_playground);

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        await _others.CreateAsync();
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Service_TellsEverywhereWhyItCannotStream_AndIsHealthy()
    {
        await using var worker = await _others.StartAsync();
        await Eventually.TrueAsync(async () => (await worker.StateAsync(OtherPrograms.Till)).Stream.Failure is not null, "the journal mode to be seen");

        var health = (await worker.DatabasesAsync()).Single(one => one.Name == OtherPrograms.Till);
        var status = await _others.BelfryAsync("status", "--database", OtherPrograms.Till);
        var doctor = await _others.BelfryAsync("doctor", "--database", OtherPrograms.Till);

        Assert.Equal("healthy", health.Health);
        Assert.All(
            [health.Description, (await worker.StateAsync(OtherPrograms.Till)).Stream.Failure!, status.Output, worker.Log],
            told => Assert.Contains($"{_others.TillPath} {Why}", told, StringComparison.Ordinal));
        Assert.Single(worker.Log.Split(Why).Skip(1));
        Assert.Equal((0, 0), (status.ExitCode, doctor.ExitCode));
        Assert.Contains($"sqlite3 {_others.TillPath} 'pragma journal_mode=wal'", doctor.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not in WAL mode", (await worker.DatabasesAsync()).Single(one => one.Name == OtherPrograms.Notes).Description, StringComparison.Ordinal);
        Assert.Equal("delete", DatabaseProbe.JournalMode(_others.TillPath));
    }

    [Fact]
    public async Task Snapshots_BeyondThoseThatAreKept_Go()
    {
        await using var worker = await _others.StartAsync(("Backup__Databases__till__Keep", "2"), ("Backup__Grace", "00:00:00"));

        for (var entry = 2; entry <= 5; entry++)
        {
            await _others.AppendAsync(OtherPrograms.Till, entry);
            await OtherPrograms.BackUpAsync(worker, OtherPrograms.Till);
        }

        // What one job marks the next one deletes.
        Assert.InRange((await worker.ListAsync(OtherPrograms.Till)).Count, 2, 3);
    }

    [Fact]
    public async Task Database_SwitchedToWal_IsStreamedFromThenOn()
    {
        await using var worker = await _others.StartAsync();
        Assert.Null((await worker.StateAsync(OtherPrograms.Till)).Stream.Lineage);

        await _others.ShellAsync("pragma journal_mode = wal;");
        await Eventually.TrueAsync(async () => (await worker.StateAsync(OtherPrograms.Till)).Stream.Lineage is not null, "the stream to begin");
        await _others.AppendAsync(OtherPrograms.Till, 2);
        await worker.CaughtUpAsync(OtherPrograms.Till);
        await worker.KillAsync();

        var answer = await _others.BelfryAsync("restore", "--at", "now", "--to", "restored.db", "--database", OtherPrograms.Till);
        Assert.True(answer.ExitCode == 0, answer.Errors);
        Assert.Equal([1, 2], await Playground.LedgerAsync(_playground.File("restored.db")));
    }

    [Fact]
    public async Task Database_ReplacedByOneWithoutAWal_IsToldAndHasSnapshotsFromThenOn()
    {
        await _others.ShellAsync("pragma journal_mode = wal;");
        await using var worker = await _others.StartAsync();
        await Eventually.TrueAsync(async () => (await worker.StateAsync(OtherPrograms.Till)).Stream.Lineage is not null, "the stream to begin");
        var other = _playground.File("other.db");
        await ForeignPrograms.ShellAsync(other, "create table ledger (entry integer primary key); insert into ledger values (1), (2)");

        File.Move(other, _others.TillPath, overwrite: true);
        await Eventually.TrueAsync(
            async () => (await worker.StateAsync(OtherPrograms.Till)).Stream.Failure?.Contains(Why, StringComparison.Ordinal) == true, "the other journal mode to be seen");
        await _others.AppendAsync(OtherPrograms.Till, 3);
        await OtherPrograms.BackUpAsync(worker, OtherPrograms.Till);

        var answer = await _others.BelfryAsync("restore", "latest", "--to", "restored.db", "--database", OtherPrograms.Till);
        Assert.True(answer.ExitCode == 0, answer.Errors);
        Assert.Equal([1, 2, 3], await Playground.LedgerAsync(_playground.File("restored.db")));
        Assert.Equal("delete", DatabaseProbe.JournalMode(_others.TillPath));
    }

    [Theory]
    [InlineData(2, "restore", "latest", "--in-place", "--yes")]
    [InlineData(1, "restore", "undo-lunch", "--in-place", "--yes")]
    [InlineData(1, "undo", "--yes")]
    public async Task Restore_OverTheDatabase_IsRefused_AndTheSuggestedWayRestoresTheSameToItsPlace(long newest, params string[] words)
    {
        await BackUpAsync();
        Assert.Equal(0, (await _others.BelfryAsync("name", "undo-lunch", "--database", OtherPrograms.Till)).ExitCode);
        await _others.AppendAsync(OtherPrograms.Till, 2);
        await BackUpAsync();
        await _others.AppendAsync(OtherPrograms.Till, 3);

        var refused = await _others.BelfryAsync([.. words, "--database", OtherPrograms.Till]);
        var forced = await _others.BelfryAsync("restore", "latest", "--to", _others.TillPath, "--force", "--database", OtherPrograms.Till);
        Assert.Equal((1, 1), (refused.ExitCode, forced.ExitCode));
        Assert.All([refused, forced], answer => Assert.Contains($"Stop its program, move {_others.TillPath} and, where there is one, {_others.TillPath}-journal away, then", answer.Errors, StringComparison.Ordinal));

        File.Move(_others.TillPath, _others.TillPath + ".before");
        var next = await _others.BelfryAsync(refused.Errors.Split("then: belfry ")[1].Trim().Split(' '));

        Assert.True(next.ExitCode == 0, next.Errors);
        Assert.Equal(newest, (await Playground.LedgerAsync(_others.TillPath))[^1]);
        Assert.Equal([1, 2, 3], await Playground.LedgerAsync(_others.TillPath + ".before"));
    }

    [Fact]
    public void Command_ThatCannotSeeTheJournalMode_DoesNotTakeItForAWal()
    {
        using var program = new SessionFactory(_others.TillPath, new DatabaseOptions { Path = _others.TillPath }).Open();
        program.Execute("begin exclusive"); // as a till does while it books, here for longer than anybody waits
        var locations = new Locations(MaintainCommand.Create().Parse(["--database", _others.TillPath]));

        var busy = Assert.Throws<StorageException>(() => locations.ExistingDatabase);

        Assert.Equal(StorageError.Busy, busy.Error);
    }

    [Theory]
    [InlineData("maintain")]
    [InlineData("export", "rows.jsonl")]
    [InlineData("import", "rows.jsonl")]
    public async Task Command_ThatWouldSwitchTheJournalMode_IsRefused(params string[] words)
    {
        var answer = await _others.BelfryAsync([.. words, "--database", OtherPrograms.Till]);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains($"Next: sqlite3 {_others.TillPath} 'pragma journal_mode=wal'", answer.Errors, StringComparison.Ordinal);
        Assert.Equal("delete", DatabaseProbe.JournalMode(_others.TillPath));
    }

    private async Task BackUpAsync() => Assert.Equal(0, (await _others.BelfryAsync("backup", "--database", OtherPrograms.Till)).ExitCode);
}
