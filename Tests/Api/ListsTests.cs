using System.Net;
using System.Net.Http.Json;

namespace Belfry.Tests.Api;

public sealed class ListsTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateList_WithName_AnswersWhereItIs()
    {
        var response = await api.Http.PostAsJsonAsync("/api/lists", new { name = "  Birthday " }, Cancellation);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var list = await api.GetJsonAsync(response.Headers.Location!.ToString());
        Assert.Equal("Birthday", (string)list["name"]!);
        Assert.Equal(0, (long)list["itemCount"]!);
        Assert.EndsWith("Z", (string)list["createdAt"]!);
        Assert.Equal((string)list["createdAt"]!, (string)list["updatedAt"]!);
    }

    [Fact]
    public async Task UpdateList_WithAnotherName_RenamesIt()
    {
        var address = await api.CreateListAsync();

        var response = await api.PutAsync(address, new { name = "Christmas 🎄" });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Christmas 🎄", (string)(await api.GetJsonAsync(address))["name"]!);
    }

    [Fact]
    public async Task DeleteList_WithItems_HidesAllUntilItIsRestored()
    {
        var address = await api.CreateListAsync();
        var item = await api.CreateItemAsync(address);

        var response = await api.Http.DeleteAsync(address, Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await ProblemAssert.IsProblemAsync(await api.Http.GetAsync(address, Cancellation), HttpStatusCode.NotFound);
        await ProblemAssert.IsProblemAsync(await api.Http.GetAsync(item, Cancellation), HttpStatusCode.NotFound);
        Assert.Contains(address.Split('/')[^1], await api.GetAllIdsAsync("/api/lists?show=deleted", 200));
        (await api.Http.PostAsync($"{address}/restore", null, Cancellation)).EnsureSuccessStatusCode();
        Assert.Equal(1, (long)(await api.GetJsonAsync(address))["itemCount"]!);
        Assert.Equal("A kite", (string)(await api.GetJsonAsync(item))["name"]!);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task AnyMethod_UnknownList_Returns404NamingIt(string method)
    {
        var id = Guid.CreateVersion7();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/lists/{id}")
        {
            Content = JsonContent.Create(new { name = "x" }),
            Headers = { { "If-Match", "*" } },
        };

        var problem = await ProblemAssert.IsProblemAsync(await api.Http.SendAsync(request, Cancellation), HttpStatusCode.NotFound);

        Assert.Contains(id.ToString(), (string)problem["detail"]!);
    }
}
