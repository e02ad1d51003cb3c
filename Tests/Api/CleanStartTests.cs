using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Belfry.Tests.Support;

namespace Belfry.Tests.Api;

public sealed class CleanStartTests : IDisposable
{
    private readonly TempFolder _volume = new();

    private string DatabasePath => _volume.File("app.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _volume.Dispose();

    [Fact]
    public async Task Start_WithCleanInDevelopment_BeginsWithAnEmptyDatabaseAndSaysSo()
    {
        await MakeListAsync();
        await File.WriteAllTextAsync(Directory.CreateDirectory(_volume.File("uploads")).FullName + "/old", "old", Cancellation);
        var settings = new Dictionary<string, string>(ApiProcess.Environment(DatabasePath)) { ["ASPNETCORE_ENVIRONMENT"] = "Development" };

        using var api = ApiProcess.Start(settings, "--clean");

        await api.OwnedAsync();
        Assert.Empty((await api.Http.GetFromJsonAsync<JsonNode>("/api/lists", Cancellation))!["items"]!.AsArray());
        Assert.Empty(Directory.GetFiles(_volume.File("uploads")));
        Assert.Contains("were removed", await api.LineAfterAsync($"--clean: {DatabasePath}"));
    }

    [Fact]
    public async Task Start_WithCleanInProduction_IsRefusedAndRemovesNothing()
    {
        await MakeListAsync();
        using (var refused = ApiProcess.Start(ApiProcess.Environment(DatabasePath), "--clean"))
        {
            var (code, error) = await refused.ExitAsync();
            Assert.Equal(1, code);
            Assert.Contains("--clean was refused", error);
        }

        using var api = ApiProcess.Start(DatabasePath);
        await api.OwnedAsync();
        Assert.Single((await api.Http.GetFromJsonAsync<JsonNode>("/api/lists", Cancellation))!["items"]!.AsArray());
    }

    private async Task MakeListAsync()
    {
        using var api = ApiProcess.Start(DatabasePath);
        await api.OwnedAsync();
        (await api.Http.PostAsJsonAsync("/api/lists", new { name = "Old" }, Cancellation)).EnsureSuccessStatusCode();
        Assert.Equal(0, await api.StopAsync());
    }
}
