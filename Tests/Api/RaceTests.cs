using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Belfry.Tests.Support;

namespace Belfry.Tests.Api;

/// <summary>Several who do at once what only one may.</summary>
public sealed class RaceTests
{
    private const int AtOnce = 12;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetUp_ByManyAtOnce_MakesOneOwner()
    {
        await using var api = await ApiServer.StartAsync(owned: false);

        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(
            i => api.Http.PostAsJsonAsync("/api/setup", new { account = $"ada{i}", name = "Ada", password = Account.Password }, Cancellation)));

        var first = Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        Assert.All(answers.Where(answer => answer != first), answer => Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.Conflict, HttpStatusCode.TooManyRequests]));
        using var people = await Account.SendAsync(api.Http, Account.CookieOf(first), "GET", "/api/people");
        Assert.Single((await people.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["items"]!.AsArray());
    }

    [Fact]
    public async Task SignIn_GuessedManyTimesAtOnce_IsThrottledAsIfOneByOne()
    {
        await using var api = await ApiServer.StartAsync(time: new ManualTime(DateTimeOffset.UtcNow));

        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(
            i => api.Http.PostAsJsonAsync("/api/session", new { account = Account.Name, password = $"a wrong password {i}" }, Cancellation)));

        // Five are free; a sixth may come before it has to wait.
        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized), 1, 6);
        Assert.All(
            answers.Where(answer => answer.StatusCode != HttpStatusCode.Unauthorized),
            answer => Assert.True(answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null, $"{answer.StatusCode}"));
    }

    [Fact]
    public async Task Create_WithOneKeyManyTimesAtOnce_AddsOneItem()
    {
        await using var api = await ApiServer.StartAsync();
        var list = await api.CreateListAsync();
        var key = Guid.NewGuid().ToString();

        var addresses = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{list}/items") { Content = JsonContent.Create(new { name = "A kite" }), Headers = { { "Idempotency-Key", key } } };
            using var answer = await api.Http.SendAsync(request, Cancellation);
            return answer.EnsureSuccessStatusCode().Headers.Location;
        }));

        Assert.Single(addresses.Distinct());
        Assert.Equal(1, (int)(await api.GetJsonAsync(list))["itemCount"]!);
    }
}
