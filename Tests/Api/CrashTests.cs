using System.Collections.Concurrent;
using System.Net.Http.Json;
using Belfry.Tests.Support;

namespace Belfry.Tests.Api;

public sealed class CrashTests
{
    private const int Kills = 5;
    private const int Clients = 8;
    private const int WritesBeforeKill = 300;

    [Fact]
    public async Task Kill_UnderLoad_LosesNoAcknowledgedWrite()
    {
        using var volume = new TempFolder();
        var acknowledged = new ConcurrentBag<string>();
        for (var kill = 1; kill <= Kills; kill++)
        {
            using var api = ApiProcess.Start(volume.File("app.db"));
            await api.ReadyAsync();
            var clients = Enumerable.Range(0, Clients).Select(_ => WriteUntilItDiesAsync(api.Http, acknowledged)).ToList();
            await Eventually.TrueAsync(() => Task.FromResult(acknowledged.Count >= kill * WritesBeforeKill), "enough acknowledged writes");
            await api.KillAsync();
            await Task.WhenAll(clients);
        }

        using var survivor = ApiProcess.Start(volume.File("app.db"));
        await survivor.ReadyAsync();
        var present = await AllIdsAsync(survivor.Http);

        Assert.Empty(acknowledged.Except(present));
        Assert.Equal(present.Count, present.Distinct().Count());
    }

    private static async Task WriteUntilItDiesAsync(HttpClient http, ConcurrentBag<string> acknowledged)
    {
        try
        {
            while (true)
            {
                using var response = await http.PostAsJsonAsync("/api/lists", new { name = "Kept" });
                acknowledged.Add(response.EnsureSuccessStatusCode().Headers.Location!.ToString().Split('/')[^1]);
            }
        }
        catch (HttpRequestException death)
        {
            // The process was killed; anything else would be an answer of the API and has a status.
            Assert.Null(death.StatusCode);
        }
    }

    private static async Task<List<string>> AllIdsAsync(HttpClient http)
    {
        var ids = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = await http.GetFromJsonAsync<ListPage>($"/api/lists?limit=200{cursor}");
            ids.AddRange(page!.Items.Select(list => list.Id));
            cursor = page.Next is null ? null : $"&cursor={page.Next}";
        }

        return ids;
    }

    private sealed record ListPage(List<ListEntry> Items, string? Next);

    private sealed record ListEntry(string Id);
}
