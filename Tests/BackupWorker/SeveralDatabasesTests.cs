using System.Net;
using System.Text.Json;
using Belfry.BackupWorker.Documents;
using Belfry.Storage;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>One service that protects the application's database and two of other programs, which write while it runs.</summary>
public sealed class SeveralDatabasesTests : IAsyncLifetime
{
    private readonly Playground _playground = new();
    private readonly OtherPrograms _others;

    public SeveralDatabasesTests() => _others = new OtherPrograms(_playground);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
        await _others.CreateAsync();
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Moment_OfEachDatabase_IsRestoredFromOneArchive_ThoughTheServiceWasKilled()
    {
        await using var worker = await _others.StartAsync();
        await AppendToEachAsync(worker, 2);
        var moment = DateTimeOffset.UtcNow;
        await AppendToEachAsync(worker, 3);
        await worker.KillAsync();

        foreach (var database in (string[])["appdb", OtherPrograms.Notes, OtherPrograms.Till])
        {
            Assert.Equal([1, 2], await RestoredAsync(database, $"{moment:o}"));
            Assert.Equal([1, 2, 3], await RestoredAsync(database, "now"));
        }
    }

    [Fact]
    public async Task Restore_OfAnotherProgramsDatabase_KeepsItsJournalMode()
    {
        await using var worker = await _others.StartAsync();

        foreach (var (database, mode) in ((string, string)[])[(OtherPrograms.Notes, "wal"), (OtherPrograms.Till, "delete")])
        {
            var answer = await _others.BelfryAsync("restore", "latest", "--to", $"{database}.db", "--database", database);
            Assert.True(answer.ExitCode == 0, answer.Errors);
            Assert.Equal(mode, DatabaseProbe.JournalMode(_playground.File($"{database}.db")));
        }
    }

    [Fact]
    public async Task OneArchiveThatIsAway_AndOneDatabaseThatIsDamaged_LeaveTheOthersGood_AndRecoverByThemselves()
    {
        var away = _playground.File("away");
        await File.WriteAllTextAsync(away, "a file where the folder should be", Cancellation);
        var till = await File.ReadAllBytesAsync(_others.TillPath, Cancellation);
        await File.WriteAllBytesAsync(_others.TillPath, new byte[till.Length], Cancellation);
        await using var worker = await WorkerProcess.StartAsync(_playground, [.. _others.Settings, ("Backup__Databases__notes__Target", away), ("Backup__Schedule", "* * * * *")]);

        await OtherPrograms.FirstBackupAsync(worker, "appdb");
        await _playground.AppendAsync(2);
        await worker.CaughtUpAsync();
        await Eventually.TrueAsync(async () => (await worker.DatabasesAsync()).Count(one => one.Health == "unhealthy") == 2, "both to be in trouble");
        var (ready, checks) = await ReadyAsync(worker);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
        Assert.Equal("Healthy", checks["protection"].Status);
        Assert.Contains(away, checks["protection-notes"].Description);
        Assert.Contains(_others.TillPath, checks["protection-till"].Description);
        Assert.Equal(JobDocument.Done, (await worker.RunJobAsync(new JobRequestDocument("backup"))).State);

        File.Delete(away);
        await File.WriteAllBytesAsync(_others.TillPath, till, Cancellation);
        await OtherPrograms.BackUpAsync(worker, OtherPrograms.Notes);
        await OtherPrograms.BackUpAsync(worker, OtherPrograms.Till);
        await worker.CaughtUpAsync(OtherPrograms.Notes);
        await Eventually.TrueAsync(async () => (await worker.DatabasesAsync()).All(one => one.Health == "healthy"), "all to be well");
    }

    [Fact]
    public async Task Orders_NameTheirDatabase_AndAreNotMistaken()
    {
        await using var worker = await _others.StartAsync();

        using var unknown = await worker.Http.GetAsync("/control/state?database=other", Cancellation);
        using var ordered = await worker.OrderAsync(new JobRequestDocument("backup"), OtherPrograms.Notes);
        var address = ordered.Headers.Location!.ToString();
        using var elsewhere = await worker.Http.GetAsync(address.Split('?')[0], Cancellation);
        var done = await worker.EndAsync(ordered);
        using var paused = await worker.Http.PostAsync("/control/pause?database=till", new StringContent("{}", null, "application/json"), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("appdb, notes, till", await unknown.Content.ReadAsStringAsync(Cancellation));
        Assert.EndsWith("?database=notes", address, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, JobDocument.Done), (elsewhere.StatusCode, done.State));
        Assert.Equal((1, 2, 1), ((await worker.ListAsync()).Count, (await worker.ListAsync("notes")).Count, (await worker.ListAsync("till")).Count));
        Assert.Equal((false, false, true), (await IsPausedAsync(worker, "appdb"), await IsPausedAsync(worker, "notes"), await IsPausedAsync(worker, "till")));
        Assert.Equal(["appdb", "notes", "till"], (await worker.DatabasesAsync()).Select(one => one.Name));
    }

    [Fact]
    public async Task LiveRestore_OfAFurtherDatabase_ReplacesThatOneAlone_AndIsUndone()
    {
        await using var worker = await _others.StartAsync();
        await worker.CaughtUpAsync(OtherPrograms.Notes);
        var moment = DateTimeOffset.UtcNow;
        await AppendToEachAsync(worker, 2);

        var restored = await worker.RunJobAsync(new JobRequestDocument("restore", At: $"{moment:o}"), OtherPrograms.Notes);
        var entries = await Playground.LedgerAsync(_others.NotesPath);
        var undone = await worker.RunJobAsync(new JobRequestDocument("undo"), OtherPrograms.Notes);

        Assert.Equal((JobDocument.Done, JobDocument.Done), (restored.State, undone.State));
        Assert.Equal([1], entries);
        Assert.Equal([1, 2], await Playground.LedgerAsync(_others.NotesPath));
        Assert.Equal([1, 2], await _playground.Database!.ReadAsync(session => session.Query("select entry from ledger order by entry", row => row.GetInt64(0)), Cancellation));
    }

    private static async Task<bool> IsPausedAsync(WorkerProcess worker, string database) => (await worker.StateAsync(database)).PausedUntil is not null;

    private static async Task<(HttpStatusCode, Dictionary<string, (string Status, string Description)>)> ReadyAsync(WorkerProcess worker)
    {
        using var answer = await worker.Http.GetAsync("/health/ready", Cancellation);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        return (answer.StatusCode, body.RootElement.GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("name").GetString()!, check => (check.GetProperty("status").GetString()!, check.GetProperty("description").GetString() ?? "")));
    }

    /// <summary>Commits an entry to each, and waits until the archive has it: what is not streamed is backed up.</summary>
    private async Task AppendToEachAsync(WorkerProcess worker, long entry)
    {
        await _playground.AppendAsync(entry);
        await _others.AppendAsync(OtherPrograms.Notes, entry);
        await _others.AppendAsync(OtherPrograms.Till, entry);
        await OtherPrograms.BackUpAsync(worker, OtherPrograms.Till);
        await worker.CaughtUpAsync();
        await worker.CaughtUpAsync(OtherPrograms.Notes);
    }

    private async Task<List<long>> RestoredAsync(string database, string at)
    {
        var file = $"{database}-{Guid.NewGuid():n}.db";
        var answer = await _others.BelfryAsync("restore", "--at", at, "--to", file, "--database", database);
        Assert.True(answer.ExitCode == 0, answer.Errors);
        return await Playground.LedgerAsync(_playground.File(file));
    }
}
