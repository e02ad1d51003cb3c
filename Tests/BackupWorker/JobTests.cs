using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.Storage.Comparing;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>What an operator asks the running service for, by HTTP.</summary>
public sealed class JobTests : IAsyncLifetime
{
    private readonly Playground _playground = new();
    private WorkerProcess _worker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
        _worker = await WorkerProcess.StartAsync(_playground, ("Backup__Schedule", "0 3 * * *"));
        await Eventually.TrueAsync(async () => (await _worker.StateAsync()) is { NewestGood: not null, Running: false }, "the first backup");
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _playground.DisposeAsync();
    }

    [Fact]
    public async Task Restore_ToAMoment_ReplacesTheLiveData_AndUndoTakesItBack()
    {
        await _playground.AppendAsync(2);
        await _worker.CaughtUpAsync();
        var moment = DateTimeOffset.UtcNow;
        await _playground.AppendAsync(3);
        await _worker.CaughtUpAsync();

        var restore = await _worker.RunJobAsync(new JobRequestDocument("restore", At: $"{moment:o}"));
        var restored = await LedgerAsync();
        var undo = await _worker.RunJobAsync(new JobRequestDocument("undo"));

        Assert.Equal((JobDocument.Done, JobDocument.Done), (restore.State, undo.State));
        Assert.Equal([1, 2], restored);
        Assert.Equal([1, 2, 3], await LedgerAsync());
        Assert.Contains(restore.Restored!.Safety!, restore.Summary);
        Assert.Equal(["undo", "restore"], (await JobsAsync()).Select(job => job.Kind));
    }

    [Fact]
    public async Task Compare_WithAMoment_CountsRowsAndChangesNothing_AndHistoryAndDrillsAreTold()
    {
        await _worker.CaughtUpAsync();
        var moment = DateTimeOffset.UtcNow;
        await _playground.AppendAsync(2);
        await _playground.Database!.WriteAsync(session => session.Execute("update ledger set note = 'other' where entry = 1"));
        await _worker.CaughtUpAsync();

        var job = await _worker.RunJobAsync(new JobRequestDocument("compare", At: $"{moment:o}"));
        await _worker.RunJobAsync(new JobRequestDocument("drill"));

        Assert.Equal(new TableChange("ledger", 2, 1, 0, 1, 1), job.Compared!.Tables.Single(table => table.Table == "ledger"));
        Assert.False(job.Compared.OtherSchema);
        Assert.Equal([1, 2], await LedgerAsync());
        Assert.Empty(Directory.GetFiles(_playground.Scratch));
        var history = await GetAsync($"/control/history?from={moment.UtcDateTime.AddMinutes(-5):o}&to={DateTime.UtcNow.AddMinutes(1):o}&parts=2", DocumentJson.Default.HistoryDocument);
        Assert.Equal((2, true, 1), (history.Commits.Count, history.Commits.Sum() >= 2, history.Begins.Count));
        Assert.NotNull((await GetAsync("/control/drills", DocumentJson.Default.RehearsalListDocument)).Drills.Single().Drill);
    }

    [Fact]
    public async Task Checkpoint_DatabaseIsGone_FailsAndMakesNone()
    {
        await _worker.CaughtUpAsync();
        await _playground.CloseDatabaseAsync();
        Directory.Move(Path.GetDirectoryName(_playground.DatabasePath)!, _playground.File("away"));

        var job = await _worker.RunJobAsync(new JobRequestDocument("checkpoint"));

        Assert.Equal((JobDocument.Failed, "database-missing"), (job.State, job.Fault?.Code));
        Assert.False(File.Exists(_playground.DatabasePath));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("verify")]
    [InlineData("drill")]
    [InlineData("prune")]
    [InlineData("checkpoint")]
    public async Task Job_ThatChangesNoData_EndsWithItsOutcome(string kind)
    {
        var job = await _worker.RunJobAsync(new JobRequestDocument(kind));

        Assert.Equal(JobDocument.Done, job.State);
        Assert.NotEmpty(job.Summary!);
        Assert.Equal(
            [kind is "backup" or "verify", kind is "drill", kind is "prune", false],
            [job.Backup is { State: "verified" }, job.Drill is not null, job.Pruned is not null, job.Restored is not null]);
    }

    [Fact]
    public async Task Events_OfAJob_TellItsStepsToItsEnd()
    {
        using var started = await _worker.OrderAsync(new JobRequestDocument("backup"));
        var seen = new List<JobDocument>();
        await using var events = await _worker.Http.GetStreamAsync($"{started.Headers.Location}/events", Cancellation);
        await foreach (var item in SseParser.Create(events, (_, data) => JsonSerializer.Deserialize(data, DocumentJson.Default.JobDocument)!).EnumerateAsync(Cancellation))
        {
            Assert.Equal(item.Data.State, item.EventType);
            seen.Add(item.Data);
        }

        Assert.Equal(JobDocument.Done, seen[^1].State);
        Assert.All(seen.SkipLast(1), job => Assert.Equal(JobDocument.Running, job.State));
    }

    [Fact]
    public async Task Job_WhileAnotherOneRuns_Returns409_AndTheWaitingOneFailsWithItsReason()
    {
        using var turn = ArchiveLock.TryTake(_playground.ArchivePath);
        using var first = await _worker.OrderAsync(new JobRequestDocument("drill"));

        using var second = await _worker.OrderAsync(new JobRequestDocument("prune"));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
        var failed = await _worker.EndAsync(first);
        Assert.Equal((JobDocument.Failed, "archive-busy"), (failed.State, failed.Fault?.Code));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"kind":"format"}""")]
    [InlineData("""{"kind":"drill","at":"now"}""")]
    [InlineData("""{"kind":"undo","backup":"latest"}""")]
    [InlineData("""{"kind":"restore","backup":"latest","at":"now"}""")]
    [InlineData("""{"kind":"verify","otherSchema":true}""")]
    [InlineData("not json")]
    public async Task Job_NotUnderstood_Returns400Problem(string body)
    {
        using var answer = await _worker.Http.PostAsync("/control/jobs", new StringContent(body, null, "application/json"), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await JobsAsync());
    }

    [Theory]
    [InlineData("undo", null, "nothing-to-undo")]
    [InlineData("restore", "19990101T000000.000Z", "backup-not-found")]
    public async Task Job_WithNothingToWorkOn_FailsAndLeavesTheDataAlone(string kind, string? backup, string code)
    {
        var job = await _worker.RunJobAsync(new JobRequestDocument(kind, backup));

        Assert.Equal((JobDocument.Failed, code), (job.State, job.Fault?.Code));
        Assert.Equal([1], await LedgerAsync());
    }

    [Theory]
    [InlineData("/control/jobs/4711", HttpStatusCode.NotFound)]
    [InlineData("/control/jobs/4711/events", HttpStatusCode.NotFound)]
    [InlineData("/control/plan?at=tomorrow", HttpStatusCode.BadRequest)]
    [InlineData("/control/plan?backup=1999", HttpStatusCode.NotFound)]
    [InlineData("/control/plan", HttpStatusCode.OK)]
    [InlineData("/control/retention", HttpStatusCode.OK)]
    [InlineData("/control/points", HttpStatusCode.OK)]
    [InlineData("/control/history?from=2026-11-21T00:00:00Z&to=2026-11-20T00:00:00Z&parts=10", HttpStatusCode.BadRequest)]
    [InlineData("/control/history?from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z&parts=2000", HttpStatusCode.BadRequest)]
    [InlineData("/control/series", HttpStatusCode.OK)]
    [InlineData("/control/notices", HttpStatusCode.OK)]
    public async Task Get_Answers(string path, HttpStatusCode status)
    {
        using var answer = await _worker.Http.GetAsync(path, Cancellation);

        Assert.Equal(status, answer.StatusCode);
    }

    private async Task<IReadOnlyList<JobDocument>> JobsAsync() =>
        (await _worker.Http.GetFromJsonAsync("/control/jobs", DocumentJson.Default.JobListDocument, Cancellation))!.Jobs;

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type) => (await _worker.Http.GetFromJsonAsync(path, type, Cancellation))!;

    private ValueTask<List<long>> LedgerAsync() =>
        _playground.Database!.ReadAsync(session => session.Query("select entry from ledger order by entry", row => row.GetInt64(0)));
}
