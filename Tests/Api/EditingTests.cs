using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Belfry.Tests.Api;

/// <summary>Edits that meet others, order, the bin, changes of many, and search.</summary>
public sealed class EditingTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Update_OfAVersionThatIsOver_IsRefusedAndLosesNothing()
    {
        var item = await api.CreateItemAsync(await api.CreateListAsync());
        var read = (await api.Http.GetAsync(item, Cancellation)).Headers.ETag!.ToString();
        var first = await api.PutAsync(item, new { name = "A red kite" }, read);

        var second = await api.PutAsync(item, new { name = "A blue kite" }, read);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await ProblemAssert.IsProblemAsync(second, HttpStatusCode.PreconditionFailed);
        Assert.Equal("A red kite", (string)(await api.GetJsonAsync(item))["name"]!);
        // As a proxy that compresses answers marks it.
        Assert.Equal(HttpStatusCode.OK, (await api.PutAsync(item, new { name = "A blue kite" }, $"{first.Headers.ETag!.Tag[..^1]}-gzip\"")).StatusCode);
    }

    [Theory]
    [InlineData("\"99\"")]
    [InlineData("W/\"1\"")]
    [InlineData("\"one\"")]
    [InlineData("\"1\", \"2\"")]
    public async Task Update_WithATagThatIsNotTheLists_Returns412(string tag)
    {
        var list = await api.CreateListAsync();

        await ProblemAssert.IsProblemAsync(await api.PutAsync(list, new { name = "x" }, tag), HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Update_WithoutATag_Returns428()
    {
        var list = await api.CreateListAsync();

        await ProblemAssert.IsProblemAsync(await api.Http.PutAsJsonAsync(list, new { name = "x" }, Cancellation), HttpStatusCode.PreconditionRequired);
    }

    [Fact]
    public async Task Move_ManyTimesBetweenTheSameTwo_KeepsTheOrder()
    {
        var list = await api.CreateListAsync();
        var ids = await CreateItemsAsync(list, 3);

        // Each takes the middle of what is left: after some twenty there is no middle, and everything is spaced out anew.
        for (var i = 0; i < 60; i++)
        {
            (await api.Http.PutAsJsonAsync($"{list}/items/{ids[2]}/position", new { before = ids[1] }, Cancellation)).EnsureSuccessStatusCode();
            Assert.Equal([ids[0], ids[2], ids[1]], await api.GetAllIdsAsync($"{list}/items", 2));
            (ids[1], ids[2]) = (ids[2], ids[1]);
        }

        (await api.Http.PutAsJsonAsync($"{list}/items/{ids[0]}/position", new { }, Cancellation)).EnsureSuccessStatusCode();
        Assert.Equal([ids[1], ids[2], ids[0]], await api.GetAllIdsAsync($"{list}/items", 2));
    }

    [Fact]
    public async Task DeleteItem_ThenRestore_IsBackInItsPlace()
    {
        var list = await api.CreateListAsync();
        var ids = await CreateItemsAsync(list, 3);
        await api.Http.DeleteAsync($"{list}/items/{ids[1]}", Cancellation);
        Assert.Equal([ids[0], ids[2]], await api.GetAllIdsAsync($"{list}/items", 10));
        Assert.Equal([ids[1]], await api.GetAllIdsAsync($"{list}/items?deleted=true", 10));

        (await api.Http.PostAsync($"{list}/items/{ids[1]}/restore", null, Cancellation)).EnsureSuccessStatusCode();

        Assert.Equal(ids, await api.GetAllIdsAsync($"{list}/items", 10));
        Assert.Equal(3, (long)(await api.GetJsonAsync(list))["itemCount"]!);
    }

    [Fact]
    public async Task ChangeItems_MovingSome_CountsThemInTheOtherList()
    {
        var (from, to) = (await api.CreateListAsync(), await api.CreateListAsync("Other"));
        var ids = await CreateItemsAsync(from, 4);

        var response = await api.Http.PostAsJsonAsync(
            $"{from}/items/change", new { ids = new[] { ids[3], ids[1] }, moveTo = to.Split('/')[^1], state = "received", priority = "high" }, Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal([ids[0], ids[2]], await api.GetAllIdsAsync($"{from}/items", 10));
        Assert.Equal([ids[3], ids[1]], await api.GetAllIdsAsync($"{to}/items", 10));
        var moved = await api.GetJsonAsync($"{to}/items/{ids[3]}");
        Assert.Equal(("received", "high"), ((string)moved["state"]!, (string)moved["priority"]!));
        Assert.Equal((2, 2), ((int)(await api.GetJsonAsync(from))["itemCount"]!, (int)(await api.GetJsonAsync(to))["itemCount"]!));
    }

    [Fact]
    public async Task ChangeItems_OneIsMissing_ChangesNone()
    {
        var list = await api.CreateListAsync();
        var ids = await CreateItemsAsync(list, 2);

        var response = await api.Http.PostAsJsonAsync($"{list}/items/change", new { ids = new[] { ids[0], ids[1], Guid.NewGuid().ToString() }, delete = true }, Cancellation);

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.NotFound);
        Assert.Equal(ids, await api.GetAllIdsAsync($"{list}/items", 10));
        Assert.Equal(2, (long)(await api.GetJsonAsync(list))["itemCount"]!);
    }

    [Fact]
    public async Task Item_WithPriceAndMore_KeepsIt()
    {
        var list = await api.CreateListAsync();

        var response = await api.Http.PostAsJsonAsync(
            $"{list}/items", new { name = "A kite", price = 12.3456m, currency = "EUR", quantity = 3, priority = "low", state = "received" }, Cancellation);

        var item = await api.GetJsonAsync(response.Headers.Location!.ToString());
        Assert.Equal(
            (12.3456m, "EUR", 3, "low", "received"),
            ((decimal)item["price"]!, (string)item["currency"]!, (int)item["quantity"]!, (string)item["priority"]!, (string)item["state"]!));
    }

    [Theory]
    [InlineData("red kite", 1)]
    [InlineData("KITE windy", 1)]
    [InlineData("ki", 1)]
    [InlineData("kite sofa", 0)]
    [InlineData("\" or name:*", 0)]
    [InlineData("NEAR(kite red)", 0)]
    [InlineData("(((", 0)]
    public async Task Search_ForWords_FindsItemsThatHaveAllOfThem(string words, int expected)
    {
        await using var own = await ApiServer.StartAsync();
        var list = await own.CreateListAsync();
        await own.Http.PostAsJsonAsync($"{list}/items", new { name = "A red kite", note = "for windy days" }, Cancellation);
        await own.CreateItemAsync(list, "A sofa");

        Assert.Equal(expected, (await own.GetAllIdsAsync($"/api/search?q={Uri.EscapeDataString(words)}", 10)).Count);
    }

    [Fact]
    public async Task Search_AfterEditAndDeletion_FollowsThem()
    {
        var list = await api.CreateListAsync();
        var item = await api.CreateItemAsync(list, "A zeppelin");
        await api.PutAsync(item, new { name = "A balloon" });
        Assert.Empty(await api.GetAllIdsAsync("/api/search?q=zeppelin", 10));
        Assert.Single(await api.GetAllIdsAsync("/api/search?q=balloon", 10));

        await api.Http.DeleteAsync(item, Cancellation);

        Assert.Empty(await api.GetAllIdsAsync("/api/search?q=balloon", 10));
    }

    [Fact]
    public async Task AnotherPerson_WithTheIds_FindsNothing()
    {
        var list = await api.CreateListAsync("Private");
        var item = await api.CreateItemAsync(list, "A xylophone");
        using var http = api.Anonymous();
        var cookie = await api.InviteAsync("operator");

        foreach (var (method, path) in new[]
        {
            ("GET", list), ("DELETE", list), ("POST", $"{list}/restore"), ("PUT", $"{list}/position"), ("GET", item), ("DELETE", item), ("GET", $"{list}/items"),
        })
        {
            await ProblemAssert.IsProblemAsync(
                await Account.SendAsync(http, cookie, method, path, method is "PUT" or "POST" ? new { } : null), HttpStatusCode.NotFound);
        }

        var found = await (await Account.SendAsync(http, cookie, "GET", "/api/search?q=xylophone")).Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        Assert.Empty(found!["items"]!.AsArray());
        Assert.Equal("A xylophone", (string)(await api.GetJsonAsync(item))["name"]!);
    }

    private async Task<List<string>> CreateItemsAsync(string list, int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            ids.Add((await api.CreateItemAsync(list, $"Item {i}")).Split('/')[^1]);
        }

        return ids;
    }
}
