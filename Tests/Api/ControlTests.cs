using System.Net;
using System.Net.Http.Json;
using Belfry.Api.Control;
using Belfry.Api.Data;
using Belfry.ServiceDefaults;
using Belfry.Storage;
using Belfry.Storage.Migrations;
using Belfry.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Belfry.Tests.Api;

/// <summary>The control feature against a small server that speaks the worker's contract; the real worker is met in the end-to-end tests.</summary>
public sealed class ControlTests : IAsyncDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private const string Backup = """
        {
          "id": "20261121T011426.123Z", "takenAt": "2026-11-21T01:14:26.123Z", "bytes": 8192, "state": "verified",
          "verifiedAt": "2026-11-21T01:14:27Z", "restoreMilliseconds": 31, "reason": null
        }
        """;

    private const string State = $$"""
        {
          "database": "appdb", "schedule": "*/15 * * * *", "nextRun": null, "keep": 24, "running": false, "newestGood": {{Backup}},
          "lastFailure": { "at": "2026-11-21T01:00:00Z", "reason": "full" }
        }
        """;

    private const string Job = """{ "id": "7", "kind": "backup", "state": "running", "startedAt": "2026-11-21T01:14:26Z", "step": "Taking a snapshot" }""";

    private readonly List<IAsyncDisposable> _servers = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetState_WorkerAnswers_PassesItOn()
    {
        var api = await StartAsync(await WorkerAsync(State), Key);

        var state = await api.GetJsonAsync("/api/control/state");

        Assert.Equal(
            ("appdb", "verified", 31, "full"),
            ((string)state["database"]!, (string)state["newestGood"]!["state"]!, (int)state["newestGood"]!["restoreMilliseconds"]!, (string)state["lastFailure"]!["reason"]!));
    }

    [Fact]
    public async Task StartJob_WorkerBeginsIt_ReturnsIt()
    {
        var api = await StartAsync(await WorkerAsync(Job, StatusCodes.Status202Accepted), Key);

        var response = await api.Http.PostAsJsonAsync("/api/control/jobs", new { kind = "backup" }, Cancellation);

        Assert.Equal((HttpStatusCode.Accepted, "/api/control/jobs/7"), (response.StatusCode, response.Headers.Location?.ToString()));
        Assert.Contains("Taking a snapshot", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task StartJob_OneIsRunning_Returns409()
    {
        var api = await StartAsync(await WorkerAsync("""{"detail":"running"}""", StatusCodes.Status409Conflict), Key);

        await ProblemAssert.IsProblemAsync(await api.Http.PostAsJsonAsync("/api/control/jobs", new { kind = "backup" }, Cancellation), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task PauseAndResume_WorkerDoesIt_PassesItOnAndAuditsBoth()
    {
        var api = await StartAsync(await WorkerAsync("""{"pausedUntil":"2026-11-21T15:03:00Z"}"""), Key);

        var paused = await api.Http.PostAsJsonAsync("/api/control/pause", new { minutes = 90 }, Cancellation);

        Assert.Equal(HttpStatusCode.OK, paused.StatusCode);
        Assert.Equal("""{"pausedUntil":"2026-11-21T15:03:00Z"}""", await paused.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(("pause for 90 minutes", "until 2026-11-21 15:03 UTC"), await NewestAuditAsync(api));

        var worker = await WorkerAsync("""{"pausedUntil":null}""");
        var other = await StartAsync(worker, Key);
        Assert.Equal(HttpStatusCode.OK, (await other.Http.PostAsync("/api/control/resume", null, Cancellation)).StatusCode);
        Assert.Equal(("resume", "done"), await NewestAuditAsync(other));
    }

    [Fact]
    public async Task Request_AboutAFurtherDatabase_NamesItToTheWorker_AndInTheAuditLog()
    {
        var asked = new List<string>();
        var api = await StartAsync(await WorkerAsync(Job, StatusCodes.Status202Accepted, asked), Key);

        var response = await api.Http.PostAsJsonAsync("/api/control/jobs?database=notes", new { kind = "backup" }, Cancellation);

        Assert.Equal((HttpStatusCode.Accepted, "/api/control/jobs/7?database=notes"), (response.StatusCode, response.Headers.Location?.ToString()));
        Assert.Equal(["/control/jobs?database=notes"], asked);
        Assert.Equal("backup of notes", (await NewestAuditAsync(api)).Action);
    }

    [Theory]
    [InlineData("GET", "state")]
    [InlineData("POST", "resume")]
    public async Task Request_AboutADatabaseOfAnImpossibleName_Returns400_AndAsksNobody(string method, string path)
    {
        var asked = new List<string>();
        var api = await StartAsync(await WorkerAsync(State, asked: asked), Key);

        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/control/{path}?database=Not%20a%20name");
        await ProblemAssert.IsProblemAsync(await api.Http.SendAsync(request, Cancellation), HttpStatusCode.BadRequest);

        Assert.Empty(asked);
    }

    [Theory]
    [InlineData("restore")]
    [InlineData("undo")]
    [InlineData("prune")]
    public async Task Job_ThatChangesAFurtherDatabase_IsRefused(string kind)
    {
        var api = await StartAsync(await WorkerAsync("{}"), Key);

        var response = await api.Http.PostAsJsonAsync("/api/control/jobs?database=notes", new { kind }, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task GetDatabases_WorkerAnswers_PassesItOn()
    {
        var api = await StartAsync(await WorkerAsync("""{"databases":[{"name":"appdb","path":"/data/app.db","health":"degraded","description":"It lags."}]}"""), Key);

        var database = (await api.GetJsonAsync("/api/control/databases"))["databases"]![0]!;

        Assert.Equal(("appdb", "degraded", "It lags."), ((string)database["name"]!, (string)database["health"]!, (string)database["description"]!));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1441)]
    public async Task Pause_OfNoPossibleLength_Returns400(int minutes)
    {
        var api = await StartAsync(await WorkerAsync("""{"pausedUntil":null}"""), Key);

        await ProblemAssert.IsProblemAsync(await api.Http.PostAsJsonAsync("/api/control/pause", new { minutes }, Cancellation), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task GetState_KeysDiffer_Returns503NamingTheSettingButNotTheKey()
    {
        const string otherKey = "another-key-another-key";
        var api = await StartAsync(await WorkerAsync(State), otherKey);

        var problem = await ProblemAssert.IsProblemAsync(
            await api.Http.GetAsync("/api/control/state", Cancellation), HttpStatusCode.ServiceUnavailable);

        Assert.Contains("Control__Key", (string)problem["detail"]!);
        Assert.DoesNotContain(otherKey, problem.ToJsonString());
    }

    [Theory]
    [InlineData("{\"database\":12}")]
    [InlineData("not JSON")]
    [InlineData("")]
    public async Task GetState_AnswerCannotBeRead_Returns503(string answer)
    {
        var api = await StartAsync(await WorkerAsync(answer), Key);

        await ProblemAssert.IsProblemAsync(await api.Http.GetAsync("/api/control/state", Cancellation), HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task StartJob_WorkerFails_PassesItsWordsOn()
    {
        var api = await StartAsync(await WorkerAsync("""{"title":"No backup was taken.","detail":"The archive folder is full."}""", StatusCodes.Status500InternalServerError), Key);

        var problem = await ProblemAssert.IsProblemAsync(
            await api.Http.PostAsJsonAsync("/api/control/jobs", new { kind = "backup" }, Cancellation), HttpStatusCode.ServiceUnavailable);

        Assert.Equal("No backup was taken. The archive folder is full.", (string)problem["detail"]!);
    }

    [Theory]
    [InlineData(null, "services__backup-worker__http__0")]
    [InlineData("http://127.0.0.1:1", "does not answer")]
    public async Task GetState_WorkerAway_Returns503SayingWhy(string? address, string why)
    {
        var api = await StartAsync(address, Key);

        var problem = await ProblemAssert.IsProblemAsync(
            await api.Http.GetAsync("/api/control/state", Cancellation), HttpStatusCode.ServiceUnavailable);

        Assert.Contains(why, (string)problem["detail"]!);
    }

    [Fact]
    public async Task Upgrade_WorkerCannotKeepTheState_AppliesNothingAndSaysWhy()
    {
        var worker = await WorkerAsync("""{"title":"No backup was taken.","detail":"The archive folder is full."}""", StatusCodes.Status500InternalServerError);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("services:backup-worker:http:0", worker)]).Build();
        using var http = new HttpClient();
        var client = new WorkerClient(http, configuration, Options.Create(new ControlOptions { Key = Key }));
        var upgrade = new UpgradePoint(client, configuration, new HurriedTime(), NullLogger<UpgradePoint>.Instance);
        using var folder = new TempFolder();
        await using var database = Database.Open(new DatabaseOptions { Path = folder.File("app.db") });
        var all = MigrationSet.FromAssembly(typeof(UpgradePoint).Assembly);
        database.Migrate(all);
        await database.WriteAsync(session => session.Execute("delete from belfry_migrations where number = (select max(number) from belfry_migrations)"), Cancellation);

        var fault = Assert.Throws<StartFailureException>(() => database.Migrate(all, migrations => upgrade.KeepAsync(migrations, Cancellation).GetAwaiter().GetResult()));

        Assert.Contains("was not changed", fault.What, StringComparison.Ordinal);
        Assert.Contains("No backup was taken. The archive folder is full.", fault.Why, StringComparison.Ordinal);
        Assert.Equal(all.Migrations.Count - 1, await database.ReadAsync(session => session.QueryInt64("select count(*) from belfry_migrations"), Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<(string Action, string Outcome)> NewestAuditAsync(ApiServer api)
    {
        var entry = (await api.GetJsonAsync("/api/control/audit?limit=1"))["items"]![0]!;
        return ((string)entry["action"]!, (string)entry["outcome"]!);
    }

    private async Task<ApiServer> StartAsync(string? worker, string key)
    {
        var settings = new Dictionary<string, string> { ["Control:Key"] = key };
        if (worker is not null)
        {
            settings["services:backup-worker:http:0"] = worker;
        }

        var api = await ApiServer.StartAsync(settings);
        _servers.Add(api);
        return api;
    }

    /// <param name="answer">What it answers to everything.</param>
    /// <param name="status">The status of its answers.</param>
    /// <param name="asked">Filled with what it was asked for.</param>
    private async Task<string> WorkerAsync(string answer, int status = StatusCodes.Status200OK, List<string>? asked = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var worker = builder.Build();
        worker.Run(context =>
        {
            asked?.Add($"{context.Request.Path}{context.Request.QueryString}");
            var authorised = context.Request.Headers["X-Control-Key"] == Key;
            context.Response.StatusCode = authorised ? status : StatusCodes.Status401Unauthorized;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(answer);
        });
        _servers.Add(worker);
        await worker.StartAsync(Cancellation);
        return worker.Urls.Single();
    }

    /// <summary>Between two looks at it an hour has passed, so that nobody's patience is waited for.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        private long _hours;

        public override long GetTimestamp() => ++_hours * TimestampFrequency * 3600;
    }
}
