using System.Net;
using System.Text.Json;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

public sealed class ControlTests : IAsyncLifetime
{
    private readonly Playground _playground = new();
    private WorkerProcess _worker = null!;

    /// <summary>What one job marks the next one deletes, without a grace period: one backup more than are kept is there in between.</summary>
    private const int Marked = 1;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
        _worker = await WorkerProcess.StartAsync(_playground, ("Backup__Schedule", "0 3 * * *"), ("Backup__Keep", "3"), ("Backup__Grace", "00:00:00"));
        await Eventually.TrueAsync(async () => (await _worker.StateAsync()) is { NewestGood: not null, Running: false }, "the first backup");
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _playground.DisposeAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a wrong control key")]
    [InlineData(WorkerProcess.Key + " and more")]
    public void AnyRequest_WithoutTheRightKey_Returns401Problem(string? key)
    {
        _worker.Http.DefaultRequestHeaders.Remove("X-Control-Key");
        foreach (var (method, path) in (ReadOnlySpan<(HttpMethod, string)>)
        [
            (HttpMethod.Get, "/control/state"), (HttpMethod.Get, "/control/backups"), (HttpMethod.Post, "/control/jobs"),
            (HttpMethod.Get, "/control/points"), (HttpMethod.Post, "/control/points"), (HttpMethod.Get, "/control/plan"), (HttpMethod.Get, "/control/retention"), (HttpMethod.Get, "/control/history"), (HttpMethod.Get, "/control/series"),
            (HttpMethod.Get, "/control/drills"), (HttpMethod.Get, "/control/notices"),
            (HttpMethod.Post, "/control/pause"), (HttpMethod.Post, "/control/resume"),
            (HttpMethod.Get, "/control/jobs"), (HttpMethod.Get, "/control/jobs/1"), (HttpMethod.Get, "/control/jobs/1/events"),
        ])
        {
            using var request = new HttpRequestMessage(method, path);
            if (key is not null)
            {
                request.Headers.TryAddWithoutValidation("X-Control-Key", key);
            }

            using var answer = _worker.Http.Send(request, Cancellation);

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task GetState_AfterTheFirstBackup_HasTheContractsShape()
    {
        using var state = JsonDocument.Parse(await _worker.Http.GetStringAsync("/control/state", Cancellation));

        Assert.Equal(
            ["database", "schedule", "nextRun", "keep", "running", "newestGood", "lastFailure", "stream", "mirrors", "newestDrill", "drillFailure", "archive", "pausedUntil"],
            state.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            ["id", "takenAt", "bytes", "state", "verifiedAt", "restoreMilliseconds", "reason"],
            state.RootElement.GetProperty("newestGood").EnumerateObject().Select(property => property.Name));
        Assert.Equal("appdb", state.RootElement.GetProperty("database").GetString());
        Assert.Equal("0 3 * * *", state.RootElement.GetProperty("schedule").GetString());
        Assert.Equal(3, state.RootElement.GetProperty("keep").GetInt32());
        Assert.EndsWith("T03:00:00Z", state.RootElement.GetProperty("nextRun").GetString());
        Assert.Equal("verified", state.RootElement.GetProperty("newestGood").GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, state.RootElement.GetProperty("lastFailure").ValueKind);
    }

    [Fact]
    public async Task BackUp_WithNewData_GivesAVerifiedBackupThatHoldsIt()
    {
        await _playground.AppendAsync(2);

        var backup = await _worker.BackUpAsync();

        Assert.Equal("verified", backup.State);
        Assert.Equal(backup, (await _worker.StateAsync()).NewestGood);
        Assert.Equal(backup, (await _worker.ListAsync())[0]);
        var restored = await _playground.BelfryAsync("restore", backup.Id, "--to", "restored.db");
        Assert.Equal((0, ""), (restored.ExitCode, restored.Errors));
        Assert.Equal([1, 2], await Playground.LedgerAsync(_playground.File("restored.db")));
    }

    [Fact]
    public async Task BackUp_WhileAnotherProcessWritesToTheArchive_FailsAndIsNoFailureOfTheProtection()
    {
        using var turn = ArchiveLock.TryTake(_playground.ArchivePath);

        var job = await _worker.RunJobAsync(new JobRequestDocument("backup"));

        Assert.Equal((JobDocument.Failed, "archive-busy"), (job.State, job.Fault?.Code));
        Assert.Null((await _worker.StateAsync()).LastFailure);
    }

    [Fact]
    public async Task BackUp_ManyAtOnce_EachIsBegunOrRefused()
    {
        var before = (await _worker.ListAsync()).Count;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _worker.OrderAsync(new JobRequestDocument("backup"))));

        var begun = answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted);
        Assert.InRange(begun, 1, 8);
        Assert.Equal(8 - begun, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        await Eventually.TrueAsync(async () => (await _worker.ListAsync()).Count == Math.Min(3 + Marked, before + begun), "the backups to be listed");
    }

    [Fact]
    public async Task BackUp_MoreThanAreKept_LetsTheOldestGo()
    {
        var taken = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            taken.Add((await _worker.BackUpAsync()).Id);
        }

        Assert.Equal(taken.TakeLast(3 + Marked).Reverse(), (await _worker.ListAsync()).Select(backup => backup.Id));
    }

    [Fact]
    public async Task BackUp_DatabaseGone_FailsAndShowsTheFailure()
    {
        await _playground.CloseDatabaseAsync();
        File.Delete(_playground.DatabasePath);

        var job = await _worker.RunJobAsync(new JobRequestDocument("backup"));

        Assert.Equal((JobDocument.Failed, "not-found"), (job.State, job.Fault?.Code));
        var state = await _worker.StateAsync();
        Assert.Contains(_playground.DatabasePath, state.LastFailure?.Reason);
        Assert.NotNull(state.NewestGood);
    }
}
