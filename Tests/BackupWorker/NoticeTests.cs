using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Belfry.BackupWorker.Notices;
using Belfry.Storage;
using Belfry.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Belfry.Tests.BackupWorker;

/// <summary>Who is told what, by a real service that calls a real server.</summary>
public sealed class NoticeTests : IAsyncLifetime
{
    private const string Secret = "a-secret-part-of-the-address";

    private static readonly Notice Lost = new("unprotected", new DateTime(2026, 11, 21, 14, 3, 0, DateTimeKind.Utc), "appdb", "The data is not protected", "No room is left, @everyone.", Good: false);

    private readonly ConcurrentQueue<string> _beats = [];
    private readonly ConcurrentQueue<string> _notices = [];
    private readonly Playground _playground = new();
    private WebApplication _server = null!;
    private volatile int _refusals;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapGet("/beat/{secret}", (string secret) => _beats.Enqueue(secret));
        _server.MapPost("/notice/{secret}", async (HttpRequest request) =>
        {
            if (Interlocked.Decrement(ref _refusals) >= 0)
            {
                return Results.StatusCode(503);
            }

            using var body = new StreamReader(request.Body);
            _notices.Enqueue(await body.ReadToEndAsync(Cancellation));
            return Results.Ok();
        });
        await _server.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _playground.DisposeAsync();
    }

    [Fact]
    public async Task Service_ThatCannotProtect_TellsSo_AndTellsWhenItCanAgain()
    {
        _refusals = 1;
        await _playground.CreateDatabaseAsync();
        await File.WriteAllTextAsync(_playground.ArchivePath, "a file where the folder should be", Cancellation);
        await using var worker = await WorkerProcess.StartAsync(
            _playground,
            ("Notify__Webhook", $"{_server.Urls.First()}/notice/{Secret}"),
            ("Notify__Heartbeat", $"{_server.Urls.First()}/beat/{Secret}"),
            ("Notify__HeartbeatInterval", "00:00:01"),
            ("Notify__Patience", "00:00:00"));

        await Eventually.TrueAsync(() => Task.FromResult(!_notices.IsEmpty), "the bad news");
        Assert.Empty(_beats);
        File.Delete(_playground.ArchivePath);
        await worker.BackUpAsync();
        await Eventually.TrueAsync(() => Task.FromResult(_notices.Count >= 2 && _beats.Count >= 2), "the good news and the heartbeat");

        var notices = _notices.Select(notice => JsonDocument.Parse(notice).RootElement).ToList();
        Assert.Equal("unprotected", notices[0].GetProperty("event").GetString());
        Assert.Contains(_playground.ArchivePath, notices[0].GetProperty("text").GetString());
        Assert.Equal("protected", notices[^1].GetProperty("event").GetString());
        Assert.DoesNotContain(Secret, worker.Log);
    }

    [Fact]
    public async Task Service_OfSeveralDatabases_NamesTheOneInTrouble_AndBeatsOnlyWhenAllAreGood()
    {
        await _playground.CreateDatabaseAsync();
        await using var other = Database.Open(new DatabaseOptions { Path = _playground.File("notes.db") });
        await other.WriteAsync(session => session.Execute("create table note (text)"));
        var away = _playground.File("away");
        await File.WriteAllTextAsync(away, "a file where the folder should be", Cancellation);
        await using var worker = await WorkerProcess.StartAsync(
            _playground,
            ("Backup__Databases__notes__Path", _playground.File("notes.db")),
            ("Backup__Databases__notes__Target", away),
            ("Notify__Webhook", $"{_server.Urls.First()}/notice/{Secret}"),
            ("Notify__Heartbeat", $"{_server.Urls.First()}/beat/{Secret}"),
            ("Notify__HeartbeatInterval", "00:00:01"),
            ("Notify__Patience", "00:00:00"));

        await OtherPrograms.FirstBackupAsync(worker, "appdb");
        await Eventually.TrueAsync(() => Task.FromResult(Told().Any(notice => notice.Database == "notes")), "the bad news");
        Assert.Empty(_beats);
        File.Delete(away);
        await OtherPrograms.BackUpAsync(worker, "notes");
        await Eventually.TrueAsync(() => Task.FromResult(!_beats.IsEmpty), "the heartbeat");

        Assert.Contains(("notes", "unprotected", "notes: The data is not protected"), Told());
        Assert.All(Told(), notice => Assert.StartsWith($"{notice.Database}: ", notice.Title, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Service_WhoseWebhookIsAway_SaysItsHostButNotItsAddress_AndProtects()
    {
        await _playground.CreateDatabaseAsync();
        await using var worker = await WorkerProcess.StartAsync(
            _playground, ("Notify__Heartbeat", $"http://127.0.0.1:9/{Secret}"), ("Notify__HeartbeatInterval", "00:00:01"));

        await Eventually.TrueAsync(() => Task.FromResult(worker.Log.Contains("The heartbeat does not reach 127.0.0.1", StringComparison.Ordinal)), "the warning");
        await Eventually.TrueAsync(async () => (await worker.StateAsync()) is { NewestGood: not null, Running: false }, "the end of the first backup");

        Assert.Equal("verified", (await worker.BackUpAsync()).State);
        Assert.DoesNotContain(Secret, worker.Log);
    }

    [Fact]
    public async Task RestoreByTheCommandLine_TellsTheWebhook_WhichMayBeAway()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
        await _playground.BackUpAsync();
        await _playground.AppendAsync(2);

        var restored = await RestoreLiveAsync($"{_server.Urls.First()}/notice/{Secret}");
        Assert.True(restored.ExitCode == 0, restored.Errors);
        var notice = JsonDocument.Parse(Assert.Single(_notices)).RootElement;
        Assert.Equal(("restored", true), (notice.GetProperty("event").GetString(), notice.GetProperty("good").GetBoolean()));
        Assert.Contains((await _playground.ListAsync())[0].Id, notice.GetProperty("text").GetString()); // what was there before

        var away = await RestoreLiveAsync($"http://127.0.0.1:9/{Secret}");
        Assert.Equal(0, away.ExitCode);
        Assert.Contains("the webhook at 127.0.0.1 did not take it", away.Errors);
        Assert.DoesNotContain(Secret, away.Errors + away.Output);

        var wrong = await RestoreLiveAsync($"ftp://{Secret}");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("Notify__Webhook", wrong.Errors);
        Assert.DoesNotContain(Secret, wrong.Errors + wrong.Output);
    }

    [Theory]
    [InlineData("Notify__Webhook", $"ftp://{Secret}", "http://")]
    [InlineData("Notify__Heartbeat", Secret, "http://")]
    [InlineData("Notify__Format", "pigeon", "Json, Ntfy, Slack, Discord")]
    public async Task Setting_ThatIsWrong_StopsTheStart_AndNoAddressIsShown(string variable, string value, string expected)
    {
        var info = BelfryProgram.StartInfo(_playground.Folder);
        info.Environment[variable] = value;

        var answer = await BelfryProgram.RunAsync(info);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(variable, answer.Errors);
        Assert.Contains(expected, answer.Errors);
        Assert.DoesNotContain(Secret, answer.Errors + answer.Output);
    }

    [Fact]
    public async Task Sending_LeavesNoSpanThatCarriesTheAddress()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = span => spans.Enqueue(span),
        };
        ActivitySource.AddActivityListener(listener);

        using var answer = await NoticeHttp.Client.GetAsync(new Uri($"{_server.Urls.First()}/beat/{Secret}"), Cancellation);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.DoesNotContain(spans, span => span.GetTagItem("url.full") is string address && address.Contains(Secret, StringComparison.Ordinal));
    }

    private Task<Answer> RestoreLiveAsync(string webhook)
    {
        var info = BelfryProgram.StartInfo(
            _playground.Folder, "restore", "latest", "--in-place", "--yes", "--database", _playground.DatabasePath, "--archive", _playground.ArchivePath);
        info.Environment["Notify__Webhook"] = webhook;
        return BelfryProgram.RunAsync(info);
    }

    [Theory]
    [InlineData(NoticeFormat.Json, """{"event":"unprotected","at":"2026-11-21T14:03:00Z","database":"appdb","title":"The data is not protected","text":"No room is left, @everyone.","good":false}""")]
    [InlineData(NoticeFormat.Ntfy, "No room is left, @everyone.")]
    [InlineData(NoticeFormat.Slack, """{"text":"The data is not protected. No room is left, @everyone."}""")]
    [InlineData(NoticeFormat.Discord, """{"content":"The data is not protected. No room is left, @\u200Beveryone."}""")]
    internal async Task Request_OfAFormat_IsWhatThatServiceTakes(NoticeFormat format, string body)
    {
        using var request = Lost.RequestTo(new Uri("https://example.org/hook"), format);

        Assert.Equal(body, await request.Content!.ReadAsStringAsync(Cancellation));
        Assert.Equal(format == NoticeFormat.Ntfy, request.Headers.TryGetValues("Priority", out var priority) && priority.Single() == "high");
    }

    private List<(string Database, string Event, string Title)> Told() =>
        [.. _notices.Select(notice => JsonDocument.Parse(notice).RootElement).Select(notice => (notice.GetProperty("database").GetString()!, notice.GetProperty("event").GetString()!, notice.GetProperty("title").GetString()!))];
}
