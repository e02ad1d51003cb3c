using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Belfry.Tests.Support;

namespace Belfry.Tests.Api;

/// <summary>The bin of a person as a whole: what is in it, in which order, and how it comes back.</summary>
public sealed class BinTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(200)]
    public async Task Bin_PageByPage_HasListsAndItemsOnceEach_NewestFirst(int limit)
    {
        var time = new ManualTime(DateTimeOffset.UtcNow);
        await using var own = await ApiServer.StartAsync(time: time);
        var (kitchen, garden) = (await own.CreateListAsync("Kitchen"), await own.CreateListAsync("Garden"));
        var (kettle, pan, spade) = (await own.CreateItemAsync(kitchen, "Kettle"), await own.CreateItemAsync(kitchen, "Pan"), await own.CreateItemAsync(garden, "Spade"));
        await own.CreateItemAsync(garden, "Rake");
        await own.CreateItemAsync(kitchen, "Stays");
        foreach (var address in new[] { kettle, spade, garden, pan })
        {
            await DeleteAsync(own, address);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        // The spade is in a list that is in the bin itself, and comes back to where it was: into the bin.
        Assert.Equal(["Pan in Kitchen (1)", "Garden (1)", "Kettle in Kitchen (1)"], await NamesAsync(own, limit));
        Assert.Equal(HttpStatusCode.NoContent, (await PutBackAsync(own, garden)).StatusCode);
        Assert.Equal(["Pan in Kitchen (1)", "Spade in Garden (1)", "Kettle in Kitchen (1)"], await NamesAsync(own, limit));
    }

    [Fact]
    public async Task Bin_WithWhatWasDeletedAtOnce_LeavesNothingOutBetweenPages()
    {
        await using var own = await ApiServer.StartAsync(time: new ManualTime(DateTimeOffset.UtcNow));
        var list = await own.CreateListAsync();
        var names = Enumerable.Range(1, 7).Select(number => $"Wish {number}").ToList();
        foreach (var name in names)
        {
            await DeleteAsync(own, await own.CreateItemAsync(list, name));
            await DeleteAsync(own, await own.CreateListAsync(name));
        }

        var told = await NamesAsync(own, 3);

        Assert.Equal(14, told.Count);
        Assert.Equal(14, told.Distinct().Count());
    }

    [Fact]
    public async Task Bin_TellsUntilWhen_AndNothingOlder()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow);
        await using var own = await ApiServer.StartAsync(new() { ["Retention:BinDays"] = "10" }, time: time);
        var list = await own.CreateListAsync("Kitchen");
        var old = await own.CreateItemAsync(list, "Old");
        await DeleteAsync(own, old);
        time.Advance(TimeSpan.FromDays(9));
        await DeleteAsync(own, await own.CreateItemAsync(list, "New"));
        var entry = (await own.GetJsonAsync("/api/bin"))["items"]![0]!;
        Assert.Equal(TimeSpan.FromDays(10), (DateTime)entry["keptUntil"]! - (DateTime)entry["deletedAt"]!);
        Assert.Equal(["New in Kitchen (0)", "Old in Kitchen (0)"], await NamesAsync(own, 200));

        time.Advance(TimeSpan.FromDays(2));

        Assert.Equal(["New in Kitchen (0)"], await NamesAsync(own, 200));
        await ProblemAssert.IsProblemAsync(await PutBackAsync(own, old), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task PutBack_OfManyListsAndItems_BringsBackAllOfThem()
    {
        var (kitchen, garden) = (await api.CreateListAsync("Kitchen"), await api.CreateListAsync("Garden"));
        var (kettle, pan) = (await api.CreateItemAsync(kitchen, "Kettle"), await api.CreateItemAsync(kitchen, "Pan"));
        foreach (var address in new[] { kettle, pan, garden })
        {
            await DeleteAsync(api, address);
        }

        Assert.Equal(HttpStatusCode.NoContent, (await PutBackAsync(api, garden, pan, kettle)).StatusCode);

        Assert.Equal([Id(kettle), Id(pan)], await api.GetAllIdsAsync($"{kitchen}/items", 200));
        Assert.Equal(2, (long)(await api.GetJsonAsync(kitchen))["itemCount"]!);
        Assert.Equal("Garden", (string)(await api.GetJsonAsync(garden))["name"]!);
        // What is there already stays as it is: the request can be sent again when its answer was lost.
        Assert.Equal(HttpStatusCode.NoContent, (await PutBackAsync(api, garden, pan, kettle)).StatusCode);
        Assert.Equal(2, (long)(await api.GetJsonAsync(kitchen))["itemCount"]!);
    }

    [Fact]
    public async Task PutBack_WhenOneIsMissing_PutsBackNone()
    {
        var list = await api.CreateListAsync("Kitchen");
        var item = await api.CreateItemAsync(list, "Kettle");
        await DeleteAsync(api, item);

        await ProblemAssert.IsProblemAsync(await PutBackAsync(api, item, $"{list}/items/{Guid.NewGuid()}"), HttpStatusCode.NotFound);

        Assert.Empty(await api.GetAllIdsAsync($"{list}/items", 200));
    }

    [Fact]
    public async Task Bin_OfAnother_IsNeitherSeenNorEmptied()
    {
        var list = await api.CreateListAsync("Hidden");
        await DeleteAsync(api, list);
        using var http = api.Anonymous();
        var member = await api.InviteAsync("member");

        var seen = await Account.SendAsync(http, member, "GET", "/api/bin");
        var taken = await Account.SendAsync(http, member, "POST", "/api/bin/restore", new { entries = new[] { new { listId = Id(list) } } });

        Assert.Empty((await seen.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, taken.StatusCode);
        Assert.Contains("Hidden (0)", await NamesAsync(api, 200));
    }

    [Fact]
    public async Task PutBack_OfNothing_OfTooMany_OrTwice_Returns400()
    {
        var id = Guid.NewGuid();
        foreach (var ids in new[] { [], [id, id], Enumerable.Range(0, 201).Select(_ => Guid.NewGuid()).ToArray() })
        {
            var answer = await api.Http.PostAsJsonAsync("/api/bin/restore", new { entries = ids.Select(listId => new { listId }) }, Cancellation);
            Assert.NotNull((await ProblemAssert.IsProblemAsync(answer, HttpStatusCode.BadRequest))["errors"]!["entries"]);
        }
    }

    /// <summary>`Pan in Kitchen (2)`, with how many items the list has.</summary>
    private static async Task<List<string>> NamesAsync(ApiServer api, int limit)
    {
        var names = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await api.GetJsonAsync($"/api/bin?limit={limit}{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            Assert.InRange(page["items"]!.AsArray().Count, 0, limit);
            names.AddRange(page["items"]!.AsArray().Select(entry => $"{(entry!["item"] is { } item ? $"{item["name"]} in " : "")}{entry["listName"]} ({entry["itemCount"]})"));
            cursor = (string?)page["next"];
        }

        return names;
    }

    private static Task<HttpResponseMessage> PutBackAsync(ApiServer api, params string[] addresses) => api.Http.PostAsJsonAsync(
        "/api/bin/restore",
        new { entries = addresses.Select(address => address.Split('/')).Select(parts => new { listId = parts[3], itemId = parts.ElementAtOrDefault(5) }) },
        Cancellation);

    private static async Task DeleteAsync(ApiServer api, string address) => (await api.Http.DeleteAsync(address, Cancellation)).EnsureSuccessStatusCode();

    private static string Id(string address) => address.Split('/')[^1];
}
