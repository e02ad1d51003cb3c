using System.Net;
using System.Net.Http.Json;

namespace Belfry.Tests.Api;

public sealed class ItemsTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateItem_WithEverything_KeepsEverything()
    {
        var list = await api.CreateListAsync();

        var response = await api.Http.PostAsJsonAsync(
            $"{list}/items", new { name = "A kite", note = "Red.\nOr blue.", url = "https://example.org/kite?c=red" }, Cancellation);

        Assert.Equal((HttpStatusCode.Created, null), (response.StatusCode, response.Headers.TransferEncodingChunked)); // one write, with its length
        var item = await api.GetJsonAsync(response.Headers.Location!.ToString());
        Assert.Equal(
            ("A kite", "Red.\nOr blue.", "https://example.org/kite?c=red", list),
            ((string)item["name"]!, (string)item["note"]!, (string)item["url"]!, $"/api/lists/{item["listId"]}"));
    }

    [Fact]
    public async Task CreateAndDeleteItem_InAList_MovesItsItemCount()
    {
        var list = await api.CreateListAsync();
        var kite = await api.CreateItemAsync(list, "A kite");
        await api.CreateItemAsync(list, "A drum");
        Assert.Equal(2, (long)(await api.GetJsonAsync(list))["itemCount"]!);

        var response = await api.Http.DeleteAsync(kite, Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(1, (long)(await api.GetJsonAsync(list))["itemCount"]!);
        await ProblemAssert.IsProblemAsync(await api.Http.DeleteAsync(kite, Cancellation), HttpStatusCode.NotFound);
        Assert.Equal(1, (long)(await api.GetJsonAsync(list))["itemCount"]!);
    }

    [Fact]
    public async Task UpdateItem_WithoutNoteAndUrl_ClearsThem()
    {
        var list = await api.CreateListAsync();
        var created = await api.Http.PostAsJsonAsync($"{list}/items", new { name = "A kite", note = "Red", url = "http://example.org" }, Cancellation);
        var address = created.Headers.Location!.ToString();

        var response = await api.PutAsync(address, new { name = "A drum" });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var item = await api.GetJsonAsync(address);
        Assert.Equal(("A drum", null, null), ((string)item["name"]!, (string?)item["note"], (string?)item["url"]));
    }

    [Fact]
    public async Task GetItem_ThroughAnotherList_Returns404()
    {
        var item = await api.CreateItemAsync(await api.CreateListAsync());
        var other = await api.CreateListAsync("Another");

        var response = await api.Http.GetAsync($"{other}/items/{item.Split('/')[^1]}", Cancellation);

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task GetItems_OfAnEmptyList_ReturnsAnEmptyPage()
    {
        var page = await api.GetJsonAsync($"{await api.CreateListAsync()}/items");

        Assert.Empty(page["items"]!.AsArray());
        Assert.Null(page["next"]);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "")]
    [InlineData("GET", "/01a1fbc5-e245-7000-94bf-e43cd9dfa41e")]
    [InlineData("PUT", "/01a1fbc5-e245-7000-94bf-e43cd9dfa41e")]
    [InlineData("DELETE", "/01a1fbc5-e245-7000-94bf-e43cd9dfa41e")]
    public async Task AnyMethod_UnknownList_Returns404(string method, string item)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/lists/{Guid.CreateVersion7()}/items{item}")
        {
            Content = JsonContent.Create(new { name = "x" }),
            Headers = { { "If-Match", "*" } },
        };

        await ProblemAssert.IsProblemAsync(await api.Http.SendAsync(request, Cancellation), HttpStatusCode.NotFound);
    }
}
