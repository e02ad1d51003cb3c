using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Belfry.Api.Live;
using Belfry.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Belfry.Tests.Api;

public sealed class ProtectionTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/session")]
    [InlineData("/api/nothing")]
    [InlineData("/api/lists?limit=abc")]
    public async Task EveryAnswer_AlsoAFailure_HasTheSecurityHeaders(string path)
    {
        var response = await api.Http.GetAsync(path, Cancellation);

        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Requests_FasterThanAllowed_AreRefusedWithRetryAfterAndTheHealthIsStillTold()
    {
        await using var own = await ApiServer.StartAsync(new() { ["Limits:RequestsPerSecond"] = "10" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => own.Http.GetAsync("/api/lists", Cancellation)));

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        await ProblemAssert.IsProblemAsync(refused[0], HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused[0].Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, (await own.Http.GetAsync("/health/ready", Cancellation)).StatusCode);
        await Eventually.TrueAsync(async () => (await own.Http.GetAsync("/api/lists", Cancellation)).StatusCode == HttpStatusCode.OK, "the next request to be let in");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData(null, false, "true")]
    [InlineData("", false, "true")]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("127.0.0.0/8", true, "true")]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("10.0.0.0/8", false, "true")]
    public async Task ForwardedProto_IsBelievedFromKnownProxiesOnly(string? known, bool believed, string enabled = "false")
    {
        // What ASPNETCORE_FORWARDEDHEADERS_ENABLED sets.
        var settings = new Dictionary<string, string> { ["FORWARDEDHEADERS_ENABLED"] = enabled };
        if (known is not null)
        {
            settings["Limits:KnownProxies"] = known;
        }

        await using var own = await ApiServer.StartAsync(settings);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/session")
        {
            Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "192.0.2.7" } },
            Content = JsonContent.Create(new { account = Account.Name, password = Account.Password }),
        };

        var response = await own.Http.SendAsync(request, Cancellation);

        Assert.Equal(believed, response.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal(believed, response.Headers.GetValues("Set-Cookie").Single().Contains("secure", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Database_AskedByAnOperator_TellsOfItselfButNotOfClaims()
    {
        var state = await api.GetJsonAsync("/api/control/database");

        Assert.True((long)state["bytes"]! > 0);
        Assert.Contains("items", state["tables"]!.AsArray().Select(table => (string)table!["name"]!));
        Assert.DoesNotContain("claims", state["tables"]!.AsArray().Select(table => (string)table!["name"]!));
    }

    [Fact]
    public async Task Vacuum_IsNotTakenForARestore()
    {
        await using var own = await ApiServer.StartAsync();
        using var client = own.Services.GetRequiredService<Events>().Connect([Audience.Everybody], null);

        // The second looks at what the first left.
        for (var i = 0; i < 2; i++)
        {
            (await own.Http.PostAsJsonAsync("/api/control/maintenance", new { task = "vacuum" }, Cancellation)).EnsureSuccessStatusCode();
        }

        client!.End();
        Assert.Equal([EventKind.Ping], await client.ReadAsync(Cancellation).Select(told => told.Event.Kind).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Maintenance_OfNoKind_Returns400() => await ProblemAssert.IsProblemAsync(
        await api.Http.PostAsJsonAsync("/api/control/maintenance", new { }, Cancellation), HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("optimize")]
    [InlineData("vacuum")]
    [InlineData("integrity")]
    public async Task Maintenance_OfAnyKind_FindsNothingWrongAndIsAudited(string task)
    {
        var response = await api.Http.PostAsJsonAsync("/api/control/maintenance", new { task }, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty((await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["problems"]!.AsArray());
        var entry = (await api.GetJsonAsync("/api/control/audit?limit=1"))["items"]![0]!;
        Assert.Equal((task, Account.Name, "done"), ((string)entry["action"]!, (string)entry["account"]!, (string)entry["outcome"]!));
    }
}
