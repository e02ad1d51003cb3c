using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Belfry.Storage;
using Belfry.Tests.BackupWorker;

namespace Belfry.Tests.Api;

/// <summary>
/// A long mixed load on the API while the worker streams. <c>BELFRY_SOAK_SECONDS</c> says how long, 20 by default; 600 is as many requests as a household
/// makes in days.
/// </summary>
public sealed class SoakTests
{
    private const int Clients = 6;
    private const long MaxWalBytes = 192 << 20;
    private const long MaxGrowth = 64 << 20;

    private static readonly TimeSpan Duration =
        TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("BELFRY_SOAK_SECONDS") ?? "20", CultureInfo.InvariantCulture));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MixedLoad_ForLong_NeitherFailsNorGrows()
    {
        await using var playground = new Playground();
        var path = playground.DatabasePath;
        using var api = ApiProcess.Start(new Dictionary<string, string>(ApiProcess.Environment(path)) { ["Limits__RequestsPerSecond"] = "1000000" });
        await api.OwnedAsync();
        await using var worker = await WorkerProcess.StartAsync(playground);
        var clock = Stopwatch.StartNew();
        var clients = Enumerable.Range(0, Clients).Select(_ => LoadAsync(api.Http, clock)).ToList();
        var (early, longest) = (0L, 0L);
        while (!Task.WhenAll(clients).IsCompleted)
        {
            await Task.WhenAny(Task.WhenAll(clients), Task.Delay(500, Cancellation));
            longest = Math.Max(longest, new FileInfo(path + "-wal").Length);
            // Once everything is compiled and every cache filled.
            early = clock.Elapsed < Duration / 2 ? Math.Max(early, api.ResidentBytes) : early;
        }

        var requests = (await Task.WhenAll(clients)).Sum();
        var late = api.ResidentBytes;
        TestContext.Current.SendDiagnosticMessage($"{requests} requests, WAL at most {longest >> 20} MiB, memory {early >> 20} then {late >> 20} MiB");
        Assert.True(requests > 100, $"{requests} requests only");
        Assert.InRange(longest, 0, MaxWalBytes);
        Assert.InRange(late, 0, early + MaxGrowth);
        (await api.Http.GetAsync("/api/search?q=red", Cancellation)).EnsureSuccessStatusCode(); // what waits for the index enters it
        Assert.Equal(0, await api.StopAsync());
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        Assert.Equal("ok", await database.ReadAsync(session => session.QueryString("pragma integrity_check"), Cancellation));
        await database.WriteAsync(session => session.Execute("insert into items_search (items_search, rank) values ('integrity-check', 1)"), Cancellation);
    }

    /// <summary>What people do, over and over, in a list that does not grow.</summary>
    /// <returns>How many requests.</returns>
    private static async Task<long> LoadAsync(HttpClient http, Stopwatch clock)
    {
        var requests = 0L;
        async Task<JsonNode?> SendAsync(HttpMethod method, string path, object? body = null)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body), Headers = { { "If-Match", "*" } } };
            using var response = await http.SendAsync(request, Cancellation);
            requests++;
            Assert.True(response.IsSuccessStatusCode, $"{method} {path} answered {response.StatusCode}");
            return response.StatusCode == HttpStatusCode.NoContent ? null : await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        }

        var list = $"/api/lists/{(await SendAsync(HttpMethod.Post, "/api/lists", new { name = "Soaked" }))!["id"]}";
        while (clock.Elapsed < Duration)
        {
            var item = $"{list}/items/{(await SendAsync(HttpMethod.Post, $"{list}/items", new { name = "A kite", note = new string('x', 500) }))!["id"]}";
            await SendAsync(HttpMethod.Put, item, new { name = "A red kite" });
            await SendAsync(HttpMethod.Get, $"{list}/items?limit=20");
            await SendAsync(HttpMethod.Get, $"{list}/items?limit=20");
            await SendAsync(HttpMethod.Put, $"{item}/position", new { });
            if (requests % 20 < 6)
            {
                await SendAsync(HttpMethod.Get, "/api/search?q=red&limit=5");
                await SendAsync(HttpMethod.Get, "/api/lists");
            }

            await SendAsync(HttpMethod.Delete, item);
        }

        return requests;
    }
}
