using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Belfry.Api.Transfer;
using Microsoft.AspNetCore.Http;

namespace Belfry.Tests.Api;

public sealed class TransferTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_ImportedElsewhere_ExportsTheSame()
    {
        await using var one = await ApiServer.StartAsync(new() { ["Seed"] = "true" });
        await using var other = await ApiServer.StartAsync();
        var exported = await one.GetJsonAsync("/api/export");
        Assert.NotEmpty(exported["lists"]!.AsArray());

        var report = await (await other.Http.PostAsJsonAsync("/api/import", exported, Cancellation)).Content.ReadFromJsonAsync<JsonNode>(Cancellation);

        Assert.Equal((3, 7, true), ((int)report!["lists"]!, (int)report["items"]!, (bool)report["done"]!));
        Assert.Equal(exported.ToJsonString(), (await other.GetJsonAsync("/api/export")).ToJsonString());
        Assert.Equal(3, (int)(await other.GetJsonAsync("/api/lists"))["items"]![0]!["itemCount"]!);
    }

    [Fact]
    public async Task Import_WithFaults_ReportsEachAndImportsNothing()
    {
        var before = await api.GetAllIdsAsync("/api/lists", 200);
        var document = JsonNode.Parse("""
            {"format":"belfry-wishlist-1","lists":[
              {"list":{"name":"Good"},"items":[{"name":"Good"},{"name":""},{"name":"x","url":"javascript:alert(1)"}]},
              {"list":{"name":""},"items":[]}, null, {"list":{"name":"x"},"items":[null]}]}
            """);

        var problem = await ProblemAssert.IsProblemAsync(await api.Http.PostAsJsonAsync("/api/import", document, Cancellation), HttpStatusCode.BadRequest);

        Assert.Equal(
            ["lists[0].items[1].name", "lists[0].items[2].url", "lists[1].list.name", "lists[2]", "lists[3].items[0]"],
            problem["errors"]!.AsObject().Select(fault => fault.Key).Order());
        Assert.Equal(before, await api.GetAllIdsAsync("/api/lists", 200));
    }

    [Fact]
    public async Task Import_OfVeryManySmallItems_IsRefusedBeforeTheyAreMade()
    {
        var document = $"{{\"format\":\"belfry-wishlist-1\",\"lists\":[{{\"list\":{{\"name\":\"x\"}},\"items\":[{string.Join(',', Enumerable.Repeat("{}", 500_000))}]}}]}}";
        var request = new DefaultHttpContext { Request = { ContentType = "application/json", Body = new MemoryStream(Encoding.UTF8.GetBytes(document)) } }.Request;

        Assert.Null(await DocumentReader.ReadAsync(request, Cancellation));

        using var content = new StringContent(document, Encoding.UTF8, "application/json");
        var problem = await ProblemAssert.IsProblemAsync(await api.Http.PostAsync("/api/import", content, Cancellation), HttpStatusCode.BadRequest);
        Assert.Contains("20000 items", (string)problem["errors"]!["lists"]![0]!);
    }

    [Fact]
    public async Task Import_OnlyChecking_ChangesNothing()
    {
        var before = await api.GetAllIdsAsync("/api/lists", 200);

        var report = await (await api.Http.PostAsJsonAsync(
            "/api/import?check=true", new { format = "belfry-wishlist-1", lists = new[] { new { list = new { name = "x" }, items = new[] { new { name = "y" } } } } }, Cancellation))
            .Content.ReadFromJsonAsync<JsonNode>(Cancellation);

        Assert.Equal((1, 1, false), ((int)report!["lists"]!, (int)report["items"]!, (bool)report["done"]!));
        Assert.Equal(before, await api.GetAllIdsAsync("/api/lists", 200));
    }
}
