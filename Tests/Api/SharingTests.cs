using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Belfry.Tests.Api;

/// <summary>Guests claim, and the owner of the list learns nothing of it before the reveal.</summary>
public sealed class SharingTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claim_ByAGuest_IsSeenByGuestsAndCanBeTakenBackByItsMaker()
    {
        var (list, item) = await CreateAsync();
        using var guest = await GuestAsync(list);
        var key = Guid.NewGuid();

        Assert.Equal(HttpStatusCode.NoContent, (await ClaimAsync(guest, item, key)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await ClaimAsync(guest, item, key)).StatusCode);

        Assert.Equal((1, "Grandma"), await ClaimedAsync(guest));
        await ProblemAssert.IsProblemAsync(await ClaimAsync(guest, item, Guid.NewGuid()), HttpStatusCode.Conflict);
        await ProblemAssert.IsProblemAsync(await guest.PostAsJsonAsync("/api/shared/unclaim", new { key = Guid.NewGuid() }, Cancellation), HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NoContent, (await guest.PostAsJsonAsync("/api/shared/unclaim", new { key }, Cancellation)).StatusCode);
        Assert.Equal((0, ""), await ClaimedAsync(guest));
    }

    /// <summary>The same server is asked everything twice, before a claim and after it: every answer that the owner gets has to be the same.</summary>
    [Fact]
    public async Task Owner_BeforeTheReveal_SeesTheSameWhateverIsClaimed()
    {
        await using var own = await ApiServer.StartAsync();
        var list = await own.CreateListAsync();
        var item = await own.CreateItemAsync(list);
        var other = await own.CreateListAsync("Other");
        using var guest = await GuestAsync(own, list);
        var token = guest.DefaultRequestHeaders.GetValues("X-Share-Token").Single();
        var before = await OwnerViewAsync(own, list, item, token);

        Assert.Equal(HttpStatusCode.NoContent, (await ClaimAsync(guest, item.Split('/')[^1], Guid.NewGuid())).StatusCode);

        Assert.Equal(before, await OwnerViewAsync(own, list, item, token));
        // Nor by moving the item to a list of which everything is revealed.
        await own.PutAsync(other, new { name = "Other", revealAt = DateTime.UtcNow.AddDays(-1) });
        await own.Http.PostAsJsonAsync($"{list}/items/change", new { ids = new[] { item.Split('/')[^1] }, moveTo = other.Split('/')[^1] }, Cancellation);
        Assert.Empty((await own.GetJsonAsync($"{other}/claims"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Owner_AfterTheReveal_SeesWhoClaimedWhat()
    {
        await using var own = await ApiServer.StartAsync();
        var list = await own.CreateListAsync();
        var item = await own.CreateItemAsync(list);
        (await own.PutAsync(list, new { name = "Birthday", revealAt = DateTime.UtcNow.AddMinutes(-1) })).EnsureSuccessStatusCode();
        using var guest = await GuestAsync(own, list);
        await ClaimAsync(guest, item.Split('/')[^1], Guid.NewGuid());

        var claim = (await own.GetJsonAsync($"{list}/claims"))["items"]!.AsArray().Single()!;

        Assert.Equal(("A kite", "Grandma", 1), ((string)claim["itemName"]!, (string)claim["guest"]!, (int)claim["quantity"]!));
    }

    [Fact]
    public async Task Reveal_OfASharedList_CanOnlyBecomeLater()
    {
        var list = await api.CreateListAsync();
        var reveal = DateTime.UtcNow.AddDays(10);
        (await api.PutAsync(list, new { name = "x", revealAt = reveal })).EnsureSuccessStatusCode();
        using var guest = await GuestAsync(list);

        await ProblemAssert.IsProblemAsync(await api.PutAsync(list, new { name = "x", revealAt = reveal.AddDays(-9) }), HttpStatusCode.BadRequest);
        await ProblemAssert.IsProblemAsync(await api.PutAsync(list, new { name = "x" }), HttpStatusCode.BadRequest);
        await ProblemAssert.IsProblemAsync(await api.PutAsync(list, new { name = "x" }, "\"1\""), HttpStatusCode.PreconditionFailed);
        Assert.Equal(HttpStatusCode.OK, (await api.PutAsync(list, new { name = "x", revealAt = reveal.AddDays(1) })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await api.Http.GetAsync($"{list}/claims", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Share_RevokedExpiredOrOfADeletedList_OpensNothing()
    {
        var list = await api.CreateListAsync();
        using var revoked = await GuestAsync(list);
        using var expired = await GuestAsync(api, list, DateTime.UtcNow.AddMinutes(-1));
        using var good = await GuestAsync(list);
        var first = (await api.GetJsonAsync($"{list}/shares"))["items"]!.AsArray()[0]!;

        (await api.Http.DeleteAsync($"{list}/shares/{first["id"]}", Cancellation)).EnsureSuccessStatusCode();

        Assert.All([revoked, expired], guest => Assert.Equal(HttpStatusCode.NotFound, guest.GetAsync("/api/shared", Cancellation).Result.StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await good.GetAsync("/api/shared", Cancellation)).StatusCode);
        await api.Http.DeleteAsync(list, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, (await good.GetAsync("/api/shared/items", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Claim_OfAnItemInAnotherList_Returns404()
    {
        var (list, _) = await CreateAsync();
        var (_, other) = await CreateAsync();
        using var guest = await GuestAsync(list);

        await ProblemAssert.IsProblemAsync(await ClaimAsync(guest, other, Guid.NewGuid()), HttpStatusCode.NotFound);
    }

    /// <summary>Everything that the owner can ask about the list, without what names the request itself.</summary>
    private static async Task<string> OwnerViewAsync(ApiServer own, string list, string item, string token)
    {
        var answers = new List<string>();
        foreach (var path in new[]
        {
            "/api/lists", list, $"{list}/items", item, $"{list}/claims", $"{list}/shares", "/api/search?q=kite", "/api/export", "/api/shared", "/api/shared/items",
            "/api/control/database", "/api/control/audit",
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Share-Token", token } } };
            answers.Add(await AnswerAsync(await own.Http.SendAsync(request, Cancellation)));
        }

        using var claim = new HttpRequestMessage(HttpMethod.Post, $"/api/shared/items/{item.Split('/')[^1]}/claims")
        {
            Headers = { { "X-Share-Token", token } },
            Content = JsonContent.Create(new { key = Guid.NewGuid(), guest = "Me" }),
        };
        answers.Add(await AnswerAsync(await own.Http.SendAsync(claim, Cancellation)));
        foreach (var path in new[] { "/api/events", "/api/shared/events" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Share-Token", token } } };
            using var response = await own.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            await using var stream = await response.Content.ReadAsStreamAsync(Cancellation);
            await foreach (var told in SseParser.Create(stream).EnumerateAsync(Cancellation))
            {
                answers.Add($"{told.EventId} {told.Data}");
                break;
            }
        }

        return string.Join('\n', answers);
    }

    private static async Task<string> AnswerAsync(HttpResponseMessage response)
    {
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!.AsObject();
        foreach (var passing in new[] { "traceId", "walBytes", "bytes", "pages", "freePages" })
        {
            body.Remove(passing);
        }

        foreach (var table in body["tables"]?.AsArray() ?? [])
        {
            table!.AsObject().Remove("bytes");
        }

        return $"{(int)response.StatusCode} {response.Headers.ETag} {body.ToJsonString()}";
    }

    private static Task<HttpResponseMessage> ClaimAsync(HttpClient guest, string item, Guid key) =>
        guest.PostAsJsonAsync($"/api/shared/items/{item}/claims", new { key, guest = "Grandma" }, Cancellation);

    private static async Task<(int Claimed, string Guest)> ClaimedAsync(HttpClient guest)
    {
        var item = (await guest.GetFromJsonAsync<JsonNode>("/api/shared/items", Cancellation))!["items"]!.AsArray().Single()!;
        return ((int)item["claimed"]!, (string?)item["claims"]!.AsArray().SingleOrDefault()?["guest"] ?? "");
    }

    private Task<HttpClient> GuestAsync(string list) => GuestAsync(api, list);

    private static async Task<HttpClient> GuestAsync(ApiServer server, string list, DateTime? expiresAt = null)
    {
        var share = await server.Http.PostAsJsonAsync($"{list}/shares", new { name = "Family", expiresAt }, Cancellation);
        var guest = server.Anonymous();
        guest.DefaultRequestHeaders.Add("X-Share-Token", (string)(await share.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["token"]!);
        return guest;
    }

    private async Task<(string List, string Item)> CreateAsync()
    {
        var list = await api.CreateListAsync();
        return (list, (await api.CreateItemAsync(list)).Split('/')[^1]);
    }
}
