using System.Text.Json;
using Belfry.BackupWorker.Documents;

namespace Belfry.Tests.BackupWorker;

/// <summary>The live database is taken back to a moment while its application keeps it open and a worker streams it; and forth again.</summary>
public sealed class LiveRestoreTests : IAsyncLifetime
{
    private readonly Playground _playground = new();
    private WorkerProcess _worker = null!;
    private string _afterTwo = "";

    private string[] Live => ["--database", _playground.DatabasePath];

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        _worker = await WorkerProcess.StartAsync(_playground);
        await Support.Eventually.TrueAsync(async () => (await _worker.StateAsync()) is { NewestGood: not null, Running: false }, "the first backup");
        await _playground.AppendAsync(1);
        await _playground.AppendAsync(2);
        await _worker.CaughtUpAsync();
        _afterTwo = $"{DateTimeOffset.UtcNow:O}";
        await _playground.AppendAsync(3);
        await _worker.CaughtUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _playground.DisposeAsync();
    }

    [Fact]
    public async Task Restore_AtAMoment_HoldsExactlyWhatWasCommittedThen()
    {
        var answer = await _playground.BelfryAsync("restore", "--at", _afterTwo, "--to", "then.db");

        Assert.True(answer.ExitCode == 0, answer.Errors);
        Assert.Equal([1, 2], await Playground.LedgerAsync(_playground.File("then.db")));
    }

    [Fact]
    public async Task Restore_InPlaceAndUndo_ShowsTheMomentAndThenThePresentAgain()
    {
        var answer = await _playground.BelfryAsync(["restore", "--at", _afterTwo, "--in-place", "--yes", "--json", .. Live]);

        Assert.True(answer.ExitCode == 0, answer.Errors);
        var restored = JsonSerializer.Deserialize(answer.Output, DocumentJson.Default.RestoredDocument)!;
        Assert.Equal([1, 2], await LiveLedgerAsync());
        var safety = (await _playground.ListAsync()).Single(backup => backup.Id == restored.Safety);
        Assert.Equal("verified", safety.State);

        await _playground.AppendAsync(30);
        await _worker.CaughtUpAsync();
        var streamed = await _playground.BelfryAsync("restore", "--at", "now", "--to", "now.db");
        Assert.True(streamed.ExitCode == 0, streamed.Errors);
        Assert.Equal([1, 2, 30], await Playground.LedgerAsync(_playground.File("now.db")));

        // What an older release or a killed restore left must not lead it astray.
        Directory.CreateDirectory(Path.Combine(_playground.ArchivePath, "state"));
        await File.WriteAllTextAsync(Path.Combine(_playground.ArchivePath, "state/undo"), "", TestContext.Current.CancellationToken);
        var undone = await _playground.BelfryAsync(["undo", "--yes", .. Live]);
        Assert.True(undone.ExitCode == 0, undone.Errors);
        Assert.Equal([1, 2, 3], await LiveLedgerAsync());
    }

    [Fact]
    public async Task Restore_InPlaceWithoutAYes_ChangesNothingAndNamesTheCommand()
    {
        var answer = await _playground.BelfryAsync(["restore", "--at", _afterTwo, "--in-place", .. Live]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("--yes", answer.Errors);
        Assert.Equal([1, 2, 3], await LiveLedgerAsync());
    }

    [Fact]
    public async Task Restore_DryRun_ShowsThePlanAndChangesNothing()
    {
        var answer = await _playground.BelfryAsync(["restore", "--at", _afterTwo, "--in-place", "--dry-run", "--json", .. Live]);

        Assert.True(answer.ExitCode == 0, answer.Errors);
        var plan = JsonSerializer.Deserialize(answer.Output, DocumentJson.Default.PlanDocument)!;
        Assert.InRange(plan.Segments, 1, 3);
        Assert.Equal([1, 2, 3], await LiveLedgerAsync());
    }

    [Theory]
    [InlineData("the day before")]
    [InlineData("2999-01-01")]
    public async Task Restore_AtAnImpossibleMoment_IsRefused(string moment)
    {
        var answer = await _playground.BelfryAsync("restore", "--at", moment, "--to", "then.db", "--json");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("moment-wrong", answer.Errors);
    }

    [Fact]
    public async Task Undo_WithoutARestoreBefore_SaysSo()
    {
        var answer = await _playground.BelfryAsync(["undo", "--yes", "--json", .. Live]);

        Assert.Equal(3, answer.ExitCode);
        Assert.Contains("nothing-to-undo", answer.Errors);
    }

    [Fact]
    public async Task Verify_OfADamagedBackup_ReturnsFourAndRecordsIt()
    {
        var newest = (await _playground.ListAsync())[0];
        Assert.Equal(0, (await _playground.BelfryAsync("verify")).ExitCode);
        var file = _playground.SnapshotFile(newest.Id);
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        Assert.Equal(4, (await _playground.BelfryAsync("verify", newest.Id)).ExitCode);
        Assert.Equal("failed", (await _playground.ListAsync())[0].State);
    }

    private async Task<List<long>> LiveLedgerAsync() =>
        await _playground.Database!.ReadAsync(session => session.Query("select entry from ledger order by entry", row => row.GetInt64(0)));
}
