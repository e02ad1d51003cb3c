using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Belfry.BackupWorker.Documents;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>Scheduled work stands still for a while: ordered at the service or by the command line, seen everywhere, and outlived by the stream of commits.</summary>
public sealed class PauseTests : IAsyncLifetime
{
    // Nothing but a start or an order takes a backup while a test runs.
    private const string Nightly = "0 3 * * *";

    private readonly Playground _playground = new();
    private WorkerProcess _worker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        _worker = await StartAsync();
        await Eventually.TrueAsync(async () => (await _worker.StateAsync()) is { NewestGood: not null, Running: false }, "the first backup");
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _playground.DisposeAsync();
    }

    [Fact]
    public async Task Pause_OrderedAtTheService_IsSeenEverywhere_SurvivesAKill_AndStreamsOn()
    {
        var before = DateTime.UtcNow;
        var until = (await PauseAsync(new PauseRequestDocument(30))).PausedUntil!.Value;
        Assert.InRange(until, before.AddMinutes(30), DateTime.UtcNow.AddMinutes(30));

        await _worker.KillAsync();
        await _worker.DisposeAsync();
        _worker = await StartAsync();
        await _playground.AppendAsync(1);
        await _worker.CaughtUpAsync();

        var clock = $"{until:yyyy-MM-dd HH:mm}";
        Assert.Equal(until, (await _worker.StateAsync()).PausedUntil);
        Assert.Contains($"paused until {clock}", await ReadyAsync());
        Assert.Contains("are paused until", _worker.Log);
        var status = await _playground.BelfryAsync("status");
        Assert.Equal(0, status.ExitCode);
        Assert.Contains($"paused until {clock} UTC", status.Output);
        Assert.Single(await _worker.ListAsync());
        var restored = await _playground.BelfryAsync("restore", "--at", "now", "--to", "now.db");
        Assert.True(restored.ExitCode == 0, restored.Errors);
        Assert.Equal([1], await Playground.LedgerAsync(_playground.File("now.db")));
    }

    [Fact]
    public async Task Pause_OfTheCommandLine_IsNoticedByTheService_AndResumed_ThereAndHere()
    {
        var paused = await _playground.BelfryAsync("pause", "--for", "2h", "--json");
        Assert.True(paused.ExitCode == 0, paused.Errors);
        var until = JsonSerializer.Deserialize(paused.Output, DocumentJson.Default.PauseDocument)!.PausedUntil;
        Assert.Equal(until, (await _worker.StateAsync()).PausedUntil);
        Assert.Equal("verified", (await _worker.BackUpAsync()).State); // an order of a person is no scheduled work

        using var resumed = await _worker.Http.PostAsync("/control/resume", null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, resumed.StatusCode);
        Assert.Null((await _worker.StateAsync()).PausedUntil);
        Assert.Contains("The pause is over", _worker.Log);

        Assert.Equal(0, (await _playground.BelfryAsync("pause")).ExitCode);
        Assert.InRange((await _worker.StateAsync()).PausedUntil!.Value, DateTime.UtcNow.AddMinutes(58), DateTime.UtcNow.AddMinutes(60));
        var ended = await _playground.BelfryAsync("resume");
        Assert.Equal((0, "Scheduled work goes on."), (ended.ExitCode, ended.Output.Trim()));
        Assert.Null((await _worker.StateAsync()).PausedUntil);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1441)]
    [InlineData(int.MaxValue)]
    public async Task Pause_OfNoPossibleLength_Returns400_AndPausesNothing(int minutes)
    {
        using var answer = await SendAsync(new PauseRequestDocument(minutes));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("1 to 1440 minutes", await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Null((await _worker.StateAsync()).PausedUntil);
    }

    [Theory]
    [InlineData("0m")]
    [InlineData("25h")]
    [InlineData("2d")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("90")]
    [InlineData("")]
    [InlineData("soon")]
    public async Task PauseCommand_OfNoPossibleLength_IsRefusedWithAnExample(string length)
    {
        var answer = await _playground.BelfryAsync("pause", $"--for={length}");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("30m", answer.Errors);
        Assert.Null((await _worker.StateAsync()).PausedUntil);
    }

    [Theory]
    [InlineData("2999-01-01T00:00:00Z")]
    [InlineData("2019-01-01T00:00:00Z")]
    [InlineData("not a moment")]
    [InlineData("")]
    public async Task Pause_WhoseFileCannotBeMeant_IsNone(string content)
    {
        await File.WriteAllTextAsync(Path.Combine(_playground.ArchivePath, "state", "paused-until"), content, Cancellation);

        Assert.Null((await _worker.StateAsync()).PausedUntil);
    }

    private Task<WorkerProcess> StartAsync() => WorkerProcess.StartAsync(_playground, ("Backup__Schedule", Nightly));

    private async Task<PauseDocument> PauseAsync(PauseRequestDocument request)
    {
        using var answer = await SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync(DocumentJson.Default.PauseDocument, Cancellation))!;
    }

    private Task<HttpResponseMessage> SendAsync(PauseRequestDocument request) =>
        _worker.Http.PostAsJsonAsync("/control/pause", request, DocumentJson.Default.PauseRequestDocument, Cancellation);

    private async Task<string> ReadyAsync()
    {
        using var answer = await _worker.Http.GetAsync("/health/ready", Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }
}
