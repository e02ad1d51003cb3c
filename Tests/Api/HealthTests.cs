using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Belfry.Storage;
using Belfry.Tests.Support;

namespace Belfry.Tests.Api;

public sealed class HealthTests : IDisposable
{
    private readonly TempFolder _volume = new();

    private string DatabasePath => _volume.File("app.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_WhileAnotherProcessHoldsTheDatabase_Is503ThenTurns200()
    {
        using var release = new ManualResetEventSlim();
        await using var database = Database.Open(new DatabaseOptions { Path = DatabasePath });
        var holding = new TaskCompletionSource();
        var held = database.WriteAsync(
            session =>
            {
                session.Execute("create table other (id)");
                holding.SetResult();
                return release.Wait(TimeSpan.FromMinutes(1));
            },
            Cancellation).AsTask();
        await holding.Task;

        using var api = ApiProcess.Start(DatabasePath);
        await Eventually.TrueAsync(async () => (await api.Http.GetAsync("/health/live", Cancellation)).IsSuccessStatusCode, "the API to be alive");
        var ready = await api.Http.GetAsync("/health/ready", Cancellation);
        api.Http.DefaultRequestHeaders.Authorization = new("Bearer", "not known yet");
        var lists = await api.Http.GetAsync("/api/lists", Cancellation);
        release.Set();
        await held;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(
            "Unhealthy",
            (string)(await ready.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["checks"]!.AsArray().Single(check => (string)check!["name"]! == "database")!["status"]!);
        await ProblemAssert.IsProblemAsync(lists, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(TimeSpan.FromSeconds(1), lists.Headers.RetryAfter?.Delta);
        await api.ReadyAsync();
    }

    [Fact]
    public async Task Ready_DatabaseFileRemoved_Is503()
    {
        using var api = ApiProcess.Start(DatabasePath);
        await api.ReadyAsync();

        File.Delete(DatabasePath);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.Http.GetAsync("/health/ready", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.Http.GetAsync("/health/live", Cancellation)).StatusCode);
    }

    public void Dispose() => _volume.Dispose();
}
