using System.Net;

namespace Belfry.Tests.Api;

public sealed class PagingTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(200)]
    public async Task GetItems_PageByPage_ReturnsEachOnceInOrder(int limit)
    {
        var (list, ids) = await CreateItemsAsync(6);

        Assert.Equal(ids, await api.GetAllIdsAsync($"{list}/items", limit));
    }

    [Fact]
    public async Task GetItems_AddedToBetweenPages_ContinuesWithWhatWasAdded()
    {
        var (list, ids) = await CreateItemsAsync(4);
        var first = await api.GetJsonAsync($"{list}/items?limit=3");
        var added = Id(await api.CreateItemAsync(list, "Late"));

        var second = await api.GetJsonAsync($"{list}/items?limit=3&cursor={first["next"]}");

        Assert.Equal([ids[3], added], second["items"]!.AsArray().Select(item => (string)item!["id"]!));
    }

    [Fact]
    public async Task GetItems_LastOfPageRemoved_ContinuesBehindIt()
    {
        var (list, ids) = await CreateItemsAsync(4);
        var first = await api.GetJsonAsync($"{list}/items?limit=2");
        await api.Http.DeleteAsync($"{list}/items/{ids[1]}", Cancellation);

        var second = await api.GetJsonAsync($"{list}/items?limit=2&cursor={first["next"]}");

        Assert.Equal(ids[2..], second["items"]!.AsArray().Select(item => (string)item!["id"]!));
    }

    [Fact]
    public async Task GetLists_WhileOthersAreAdded_ReturnsEveryOneThatWasThereOnce()
    {
        await using var own = await ApiServer.StartAsync();
        var before = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            before.Add(Id(await own.CreateListAsync()));
        }

        using var stop = new CancellationTokenSource();
        var adding = Task.Run(
            async () =>
            {
                for (var i = 0; i < 200 && !stop.IsCancellationRequested; i++)
                {
                    await own.CreateListAsync();
                }
            },
            Cancellation);
        var seen = await own.GetAllIdsAsync("/api/lists", limit: 3);
        await stop.CancelAsync();
        await adding;

        Assert.Equal(before, seen.Take(before.Count));
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "cursor")]
    [InlineData("cursor=%00%F0%9F%8E%84", "cursor")]
    public async Task GetLists_WrongPageRequest_Returns400NamingTheField(string query, string field)
    {
        var problem = await ProblemAssert.IsProblemAsync(await api.Http.GetAsync($"/api/lists?{query}", Cancellation), HttpStatusCode.BadRequest);

        Assert.NotNull(problem["errors"]![field]);
    }

    private async Task<(string List, List<string> Ids)> CreateItemsAsync(int count)
    {
        var list = await api.CreateListAsync();
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(Id(await api.CreateItemAsync(list, $"Item {i}")));
        }

        return (list, ids);
    }

    private static string Id(string address) => address.Split('/')[^1];
}
