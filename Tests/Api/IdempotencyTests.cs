using System.Net;
using System.Net.Http.Json;

namespace Belfry.Tests.Api;

public sealed class IdempotencyTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateList_SameKeyTwice_CreatesOne()
    {
        var key = Guid.NewGuid();

        var first = await CreateAsync("/api/lists", key, "Birthday");
        var second = await CreateAsync("/api/lists", key, "Birthday");

        Assert.Equal(first, second);
        Assert.Single(await api.GetAllIdsAsync("/api/lists", 200), id => first.EndsWith(id));
        Assert.NotEqual(first, await CreateAsync("/api/lists", Guid.NewGuid(), "Birthday"));
    }

    [Fact]
    public async Task CreateItem_SameKeyTwice_AddsAndCountsOne()
    {
        var list = await api.CreateListAsync();
        var key = Guid.NewGuid();

        var both = await Task.WhenAll(CreateAsync($"{list}/items", key, "A kite"), CreateAsync($"{list}/items", key, "A kite"));

        Assert.Equal(both[0], both[1]);
        Assert.Single(await api.GetAllIdsAsync($"{list}/items", 200));
        Assert.Equal(1, (long)(await api.GetJsonAsync(list))["itemCount"]!);
    }

    [Fact]
    public async Task CreateItem_SameKeyOtherWords_AnswersTheFirst()
    {
        var list = await api.CreateListAsync();
        var key = Guid.NewGuid();

        var first = await CreateAsync($"{list}/items", key, "A kite");

        Assert.Equal(first, await CreateAsync($"{list}/items", key, "A drum"));
        Assert.Equal("A kite", (string)(await api.GetJsonAsync(first))["name"]!);
    }

    [Fact]
    public async Task CreateItem_SameKeyInAnotherListOrWithoutKey_AddsAnother()
    {
        var key = Guid.NewGuid();
        var other = await api.CreateListAsync("Another");

        await CreateAsync($"{await api.CreateListAsync()}/items", key, "A kite");
        await CreateAsync($"{other}/items", key, "A kite");
        await CreateAsync($"{other}/items", null, "A kite");
        await CreateAsync($"{other}/items", null, "A kite");

        Assert.Equal(3, (await api.GetAllIdsAsync($"{other}/items", 200)).Count);
    }

    [Fact]
    public async Task CreateList_KeyIsNoUuid_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/lists") { Content = JsonContent.Create(new { name = "Birthday" }) };
        request.Headers.Add("Idempotency-Key", "again");

        await ProblemAssert.IsProblemAsync(await api.Http.SendAsync(request, Cancellation), HttpStatusCode.BadRequest);
    }

    /// <returns>The address of what was created, now or by the first request with the key.</returns>
    private async Task<string> CreateAsync(string path, Guid? key, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { name }) };
        if (key is { } given)
        {
            request.Headers.Add("Idempotency-Key", given.ToString());
        }

        var response = await api.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response.Headers.Location!.ToString();
    }
}
