using System.Net;
using System.Net.Http.Json;

namespace Belfry.Tests.Api;

public sealed class CrossSiteTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "/api/lists")]
    [InlineData("POST", "/api/control/jobs")]
    [InlineData("PUT", "{list}")]
    [InlineData("DELETE", "{list}")]
    public async Task Change_FromAPageOfAnotherSite_Returns403AndChangesNothing(string method, string path)
    {
        var list = await api.CreateListAsync("Untouched");
        var before = await api.GetAllIdsAsync("/api/lists", 200);

        var response = await SendAsync(method, path.Replace("{list}", list), "cross-site");

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.Forbidden);
        Assert.Equal(before, await api.GetAllIdsAsync("/api/lists", 200));
        Assert.Equal("Untouched", (string)(await api.GetJsonAsync(list))["name"]!);
    }

    [Theory]
    [InlineData("POST", "same-origin", HttpStatusCode.Created)]
    [InlineData("POST", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("GET", "cross-site", HttpStatusCode.OK)]
    public async Task Request_FromSomePage_IsAnsweredWhenHarmless(string method, string site, HttpStatusCode expected) =>
        Assert.Equal(expected, (await SendAsync(method, "/api/lists", site)).StatusCode);

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string site)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { { "Sec-Fetch-Site", site } } };
        request.Content = method == "GET" ? null : JsonContent.Create(new { name = "Birthday" });
        return await api.Http.SendAsync(request, Cancellation);
    }
}
