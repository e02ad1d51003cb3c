using System.Net;
using System.Net.Http.Json;
using Belfry.Storage;

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

        var response = await api.Http.PutAsJsonAsync(address, new { name = "Christmas 🎄" }, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Christmas 🎄", (string)(await api.GetJsonAsync(address))["name"]!);
    }

    [Fact]
    public async Task DeleteList_WithItems_LeavesNoRowBehind()
    {
        await using var own = await ApiServer.StartAsync();
        var address = await own.CreateListAsync();
        var item = await own.CreateItemAsync(address);

        var response = await own.Http.DeleteAsync(address, Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await ProblemAssert.IsProblemAsync(await own.Http.GetAsync(address, Cancellation), HttpStatusCode.NotFound);
        await ProblemAssert.IsProblemAsync(await own.Http.GetAsync(item, Cancellation), HttpStatusCode.NotFound);
        Assert.Equal(0, await CountItemsAsync(own));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task AnyMethod_UnknownList_Returns404NamingIt(string method)
    {
        var id = Guid.CreateVersion7();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/lists/{id}") { Content = JsonContent.Create(new { name = "x" }) };

        var problem = await ProblemAssert.IsProblemAsync(await api.Http.SendAsync(request, Cancellation), HttpStatusCode.NotFound);

        Assert.Contains(id.ToString(), (string)problem["detail"]!);
    }

    /// <summary>The items table of a running server, read through a connection of its own process.</summary>
    private static async Task<long> CountItemsAsync(ApiServer server)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = server.DatabasePath });
        return await database.ReadAsync(session => session.QueryInt64("select count(*) from items"));
    }
}
