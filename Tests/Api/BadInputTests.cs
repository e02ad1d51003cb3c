using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Belfry.Tests.Api;

public sealed class BadInputTests(ApiServer api) : IClassFixture<ApiServer>
{
    private const int MaxBodyBytes = 1024 * 1024;
    private static readonly string LongText = new('x', 5000);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Bodies that neither a list nor an item may have.</summary>
    public static TheoryData<string> WrongBodies =>
    [
        "", " ", "null", "1", "\"name\"", "[]", "[{\"name\":\"x\"}]", "{}", "{", "{\"name\":", "{\"name\":\"x\"}}", "{\"name\":\"x\",}", "{'name':'x'}",
        "{\"name\":null}", "{\"name\":12}", "{\"name\":true}", "{\"name\":[\"x\"]}", "{\"name\":{\"x\":1}}",
        "{\"name\":\"\"}", "{\"name\":\"  \\t \"}", $"{{\"name\":\"{LongText}\"}}",
        "{\"name\":\"a\\u0000b\"}", "{\"name\":\"a\\nb\"}", "{\"name\":\"\\u001b[2J\"}", "{\"name\":\"a\\u0085b\"}", "{\"name\":\"\\ud800\"}", "{\"name\":\"\\udc00\\ud800\"}",
        new string('[', 10_000), $"{string.Concat(Enumerable.Repeat("{\"name\":", 1000))}1{new string('}', 1000)}",
    ];

    /// <summary>Bodies that are wrong only for an item.</summary>
    public static TheoryData<string> WrongItems =>
    [
        "{\"name\":\"x\",\"note\":1}", "{\"name\":\"x\",\"note\":\"a\\u0000\"}", $"{{\"name\":\"x\",\"note\":\"{LongText}\"}}",
        "{\"name\":\"x\",\"url\":1}", "{\"name\":\"x\",\"url\":\"\"}", "{\"name\":\"x\",\"url\":\"kite\"}", "{\"name\":\"x\",\"url\":\"/kite\"}",
        "{\"name\":\"x\",\"url\":\"//example.org\"}", "{\"name\":\"x\",\"url\":\"javascript:alert(1)\"}", "{\"name\":\"x\",\"url\":\"JaVaScript:alert(1)\"}",
        "{\"name\":\"x\",\"url\":\" javascript:alert(1)\"}", "{\"name\":\"x\",\"url\":\"java\\nscript:alert(1)\"}",
        "{\"name\":\"x\",\"url\":\"data:text/html,x\"}", "{\"name\":\"x\",\"url\":\"file:///etc/passwd\"}", "{\"name\":\"x\",\"url\":\"ftp://example.org\"}",
        "{\"name\":\"x\",\"url\":\"http://\"}", "{\"name\":\"x\",\"url\":\"https://exa mple.org\"}", "{\"name\":\"x\",\"url\":\"https://example.org/\\u0007\"}",
        $"{{\"name\":\"x\",\"url\":\"https://example.org/{LongText}\"}}",
    ];

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/nothing")]
    [InlineData("/api/lists/1")]
    [InlineData("/api/lists/null")]
    [InlineData("/api/lists/%F0%9F%8E%84")]
    [InlineData("/api/lists/..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/lists/'%20or%20'1'='1")]
    [InlineData("/api/lists/00000000-0000-0000-0000-000000000000")]
    [InlineData("/api/lists/01a1fbc5-e245-7000-94bf-e43cd9dfa41e/nothing")]
    [InlineData("/api/lists/01a1fbc5-e245-7000-94bf-e43cd9dfa41e/items/1")]
    [InlineData("/health")]
    [InlineData("/openapi/v2.json")]
    public async Task AnyMethod_WrongAddress_IsRefused(string path)
    {
        foreach (var method in new[] { "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW" })
        {
            await RefusedAsync(method, path, "{\"name\":\"x\"}");
        }
    }

    [Theory]
    [InlineData("limit=abc")]
    [InlineData("limit=1.5")]
    [InlineData("limit=99999999999999999999")]
    [InlineData("limit=1&limit=2")]
    [InlineData("cursor=%ff%fe")]
    [InlineData("cursor=AAAAAAAAAAAAAAAAAAAAA%3D")]
    public async Task GetLists_WrongQuery_IsRefused(string query)
    {
        using var request = Request("GET", $"/api/lists?{query}", null);
        await ProblemAssert.IsProblemAsync(await api.Http.SendAsync(request, Cancellation), HttpStatusCode.BadRequest);
    }

    [Theory]
    [MemberData(nameof(WrongBodies), DisableDiscoveryEnumeration = true)]
    public async Task List_WrongBody_IsRefusedAndNothingChanges(string body)
    {
        var list = await api.CreateListAsync("Untouched");
        var before = await api.GetAllIdsAsync("/api/lists", 200);

        await RefusedAsync("POST", "/api/lists", body);
        await RefusedAsync("PUT", list, body);

        Assert.Equal(before, await api.GetAllIdsAsync("/api/lists", 200));
        Assert.Equal("Untouched", (string)(await api.GetJsonAsync(list))["name"]!);
    }

    [Theory]
    [MemberData(nameof(WrongBodies), DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(WrongItems), DisableDiscoveryEnumeration = true)]
    public async Task Item_WrongBody_IsRefusedAndNothingChanges(string body)
    {
        var list = await api.CreateListAsync();
        var item = await api.CreateItemAsync(list, "Untouched");

        await RefusedAsync("POST", $"{list}/items", body);
        await RefusedAsync("PUT", item, body);

        Assert.Equal(1, (long)(await api.GetJsonAsync(list))["itemCount"]!);
        Assert.Equal("Untouched", (string)(await api.GetJsonAsync(item))["name"]!);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("nonsense")]
    public async Task CreateList_NotJson_Returns415(string type)
    {
        using var request = Request("POST", "/api/lists", "{\"name\":\"x\"}");
        request.Content!.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);

        await ProblemAssert.IsProblemAsync(await api.Http.SendAsync(request, Cancellation), HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task CreateList_BodyOverTheLimit_Returns413()
    {
        // Asks before it sends the body: the server refuses by the length alone and hangs up on a client that is still sending.
        using var http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) });
        http.BaseAddress = api.Http.BaseAddress;
        http.DefaultRequestHeaders.Authorization = api.Http.DefaultRequestHeaders.Authorization;
        using var request = Request("POST", "/api/lists", $"{{\"name\":\"{new string('x', MaxBodyBytes)}\"}}");
        request.Headers.ExpectContinue = true;

        await ProblemAssert.IsProblemAsync(await http.SendAsync(request, Cancellation), HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task GetList_AcceptingOnlyXml_StillReturnsAProblemDocument()
    {
        using var request = Request("GET", "/api/lists/unknown", null);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/xml"));

        await ProblemAssert.IsProblemAsync(await api.Http.SendAsync(request, Cancellation), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task CreateList_WrongType_SaysWhereInTheBody()
    {
        using var request = Request("POST", "/api/lists", "{\n\"name\":12}");

        var problem = await ProblemAssert.IsProblemAsync(await api.Http.SendAsync(request, Cancellation), HttpStatusCode.BadRequest);

        Assert.Contains("$.name, line 2", (string)problem["detail"]!);
    }

    [Theory]
    [InlineData("Ω≈ç√∫ 測試 🎁👩‍👩‍👧 e\u0301 \u202e")]
    [InlineData("'; drop table lists; --")]
    [InlineData("<script>alert(1)</script>")]
    public async Task CreateList_OddButHarmlessText_ComesBackUnchanged(string name)
    {
        var list = await api.CreateListAsync(name);

        Assert.Equal(name, (string)(await api.GetJsonAsync(list))["name"]!);
    }

    private async Task RefusedAsync(string method, string path, string body)
    {
        using var request = Request(method, path, body);
        await ProblemAssert.IsClientProblemAsync(await api.Http.SendAsync(request, Cancellation));
    }

    private static HttpRequestMessage Request(string method, string path, string? body) => new(new HttpMethod(method), path)
    {
        Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        Headers = { { "If-Match", "*" } },
    };
}
