using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Belfry.Hosting.Sqlite;
using Belfry.Storage;
using Belfry.Tests.Api;
using Belfry.Tests.BackupWorker;
using Belfry.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Belfry.Tests.EndToEnd;

/// <summary>The whole application in a test, as an application's own tests would start it: from a posted wish to a restored file.</summary>
public sealed class BackupPathTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wish_PostedAndBackedUp_IsInTheRestoredFile()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(Cancellation);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("api", Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("web", Cancellation);
        using var api = app.CreateHttpClient("api");
        await Account.SignInAsOwnerAsync(api);
        await PostWishAsync(api, "A brass bell");

        var job = await EndAsync(api, new { kind = "backup" });

        Assert.Equal("done", job.GetProperty("state").GetString());
        using var folder = new TempFolder();
        var file = folder.File("restored.db");
        var volume = app.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<SqliteVolumeResource>().Single();
        var answer = await BelfryProgram.RunAsync(BelfryProgram.StartInfo(
            folder.Path, "restore", "latest", "--archive", volume.BackupPath, "--to", file));
        Assert.True(answer.ExitCode == 0, answer.Errors);
        Assert.Equal(["A brass bell"], await WishesInAsync(file));
    }

    [Fact]
    public async Task Wish_LostByMistake_ComesBackByARestoreToAMoment_AndTheRestoreIsUndone()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(Cancellation);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("api", Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("web", Cancellation);
        using var api = app.CreateHttpClient("api");
        await Account.SignInAsOwnerAsync(api);
        await PostWishAsync(api, "A brass bell");
        await StreamedAsync(api);
        var moment = DateTimeOffset.UtcNow;
        await PostWishAsync(api, "A mistake");
        await StreamedAsync(api);

        var restored = await EndAsync(api, new { kind = "restore", at = $"{moment:o}" });
        var wishes = await WishesAsync(api);
        var undone = await EndAsync(api, new { kind = "undo" });
        var refused = await api.PostAsJsonAsync("/api/control/jobs", new { kind = "verify", at = "now" }, Cancellation);

        Assert.Equal(("done", "done"), (restored.GetProperty("state").GetString(), undone.GetProperty("state").GetString()));
        Assert.Equal(["A brass bell"], wishes);
        Assert.Equal(["A brass bell", "A mistake"], await WishesAsync(api));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    /// <summary>Waits until the archive holds what was committed before the call.</summary>
    private static async Task StreamedAsync(HttpClient api)
    {
        var asked = DateTimeOffset.UtcNow;
        await Eventually.TrueAsync(
            async () =>
            {
                var before = DateTimeOffset.UtcNow;
                var lag = (await api.GetFromJsonAsync<JsonElement>("/api/control/state", Cancellation)).GetProperty("stream").GetProperty("lagMilliseconds");
                return lag.ValueKind == JsonValueKind.Number && before - TimeSpan.FromMilliseconds(lag.GetInt64() + 1) > asked;
            },
            "the archive to catch up");
    }

    private static async Task<JsonElement> EndAsync(HttpClient api, object request)
    {
        var job = await PostAsync(api, "/api/control/jobs", request);
        await Eventually.TrueAsync(
            async () => (job = await api.GetFromJsonAsync<JsonElement>($"/api/control/jobs/{job.GetProperty("id").GetString()}", Cancellation)).GetProperty("state").GetString() != "running",
            "the job to end");
        return job;
    }

    private static async Task<List<string?>> WishesAsync(HttpClient api)
    {
        var found = await api.GetFromJsonAsync<JsonElement>("/api/lists", Cancellation);
        var wishes = new List<string?>();
        foreach (var list in found.GetProperty("items").EnumerateArray())
        {
            var items = await api.GetFromJsonAsync<JsonElement>($"/api/lists/{list.GetProperty("id").GetString()}/items", Cancellation);
            wishes.AddRange(items.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()));
        }

        return [.. wishes.Order()];
    }

    private static async Task PostWishAsync(HttpClient api, string name)
    {
        var list = await PostAsync(api, "/api/lists", new { name = "Tower" });
        await PostAsync(api, $"/api/lists/{list.GetProperty("id").GetString()}/items", new { name });
    }

    private static async Task<JsonElement> PostAsync(HttpClient api, string path, object body)
    {
        using var response = await api.PostAsJsonAsync(path, body, Cancellation);
        var answer = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, $"POST {path} answered {(int)response.StatusCode}: {answer}");
        return JsonDocument.Parse(answer).RootElement;
    }

    private static async Task<List<string>> WishesInAsync(string file)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = file });
        return await database.ReadAsync(session => session.Query("SELECT name FROM items", row => row.GetString(0)), cancellation: Cancellation);
    }
}
