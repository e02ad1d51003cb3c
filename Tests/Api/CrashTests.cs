using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Belfry.Tests.Support;

namespace Belfry.Tests.Api;

/// <summary>
/// Crashes: the process is killed under load, again and again, each time after another number of writes. <c>BELFRY_KILLS</c> says how often, 4 times by
/// default; <c>BELFRY_KILL_SEED</c> repeats the numbers of a run that failed.
/// </summary>
public sealed class CrashTests
{
    private const int Clients = 8;
    private const int MaxWritesBeforeKill = 300;

    private static readonly int Kills = Number("BELFRY_KILLS", 4);
    private static readonly int Seed = Number("BELFRY_KILL_SEED", Random.Shared.Next());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_UnderLoad_LosesNoAcknowledgedWriteAndRepeatsNone()
    {
        using var volume = new TempFolder();
        var settings = new Dictionary<string, string>(ApiProcess.Environment(volume.File("app.db"))) { ["Limits__RequestsPerSecond"] = "100000" };
        var list = "";
        AuthenticationHeaderValue? token = null;
        var acknowledged = new ConcurrentDictionary<Guid, bool>();
        var unanswered = Enumerable.Range(0, Clients).Select(_ => Guid.NewGuid()).ToList();
        var random = new Random(Seed);
        TestContext.Current.SendDiagnosticMessage($"BELFRY_KILL_SEED={Seed}");
        for (var kill = 1; kill <= Kills; kill++)
        {
            using var api = ApiProcess.Start(settings);
            await SignInAsync(api);
            list = list.Length > 0 ? list : await CreateListAsync(api.Http);
            var before = acknowledged.Count + random.Next(1, MaxWritesBeforeKill);
            var clients = unanswered.Select(key => WriteUntilItDiesAsync(api.Http, list, key, acknowledged)).ToList();
            await Eventually.TrueAsync(() => Task.FromResult(acknowledged.Count >= before), "enough acknowledged writes");
            await api.KillAsync();
            unanswered = [.. await Task.WhenAll(clients)];
        }

        using var survivor = ApiProcess.Start(settings);
        await SignInAsync(survivor);
        var present = await AllKeysAsync(survivor.Http, list);

        var told = $"BELFRY_KILL_SEED={Seed}";
        Assert.True(!acknowledged.Keys.Except(present).Any(), $"Acknowledged writes are lost; {told}");
        Assert.True(present.Count == present.Distinct().Count(), $"An item is there twice; {told}");
        // What was never answered may be there or not; each of those was sent with its own key.
        Assert.InRange(present.Count, acknowledged.Count, acknowledged.Count + Clients);
        Assert.Equal(present.Count, (long)(await survivor.Http.GetFromJsonAsync<JsonNode>(list, Cancellation))!["itemCount"]!);

        // With one token for all: a person has at most 100.
        async Task SignInAsync(ApiProcess api)
        {
            await api.ReadyAsync();
            if (token is null)
            {
                await Account.SignInAsOwnerAsync(api.Http);
            }

            token = api.Http.DefaultRequestHeaders.Authorization ??= token;
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.Parse(Environment.GetEnvironmentVariable(variable) ?? otherwise.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static async Task<string> CreateListAsync(HttpClient http)
    {
        using var response = await http.PostAsJsonAsync("/api/lists", new { name = "Kept" }, Cancellation);
        return response.EnsureSuccessStatusCode().Headers.Location!.ToString();
    }

    /// <summary>Begins with the key that the last process took to its grave.</summary>
    /// <returns>The key that this process did not answer.</returns>
    private static async Task<Guid> WriteUntilItDiesAsync(HttpClient http, string list, Guid key, ConcurrentDictionary<Guid, bool> acknowledged)
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"{list}/items")
                {
                    Content = JsonContent.Create(new { name = key }),
                    Headers = { { "Idempotency-Key", key.ToString() } },
                };
                using var response = await http.SendAsync(request, Cancellation);
                response.EnsureSuccessStatusCode();
                acknowledged[key] = true;
                key = Guid.NewGuid();
            }
            catch (HttpRequestException death)
            {
                // The process was killed; anything else would be an answer of the API and has a status.
                Assert.Null(death.StatusCode);
                return key;
            }
        }
    }

    /// <summary>Each item is named by the key that it was sent with.</summary>
    private static async Task<List<Guid>> AllKeysAsync(HttpClient http, string list)
    {
        var keys = new List<Guid>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = await http.GetFromJsonAsync<JsonNode>($"{list}/items?limit=200{cursor}", Cancellation);
            keys.AddRange(page!["items"]!.AsArray().Select(item => Guid.Parse((string)item!["name"]!)));
            cursor = (string?)page["next"] is { } next ? $"&cursor={next}" : null;
        }

        return keys;
    }
}
