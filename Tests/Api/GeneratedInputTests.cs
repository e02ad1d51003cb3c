using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Belfry.Storage;

namespace Belfry.Tests.Api;

/// <summary>
/// Sends every operation of the API's document what it does not expect, made from the document itself, as an owner who may do everything, beside another
/// person who has lists: the answers are the client's fault, as problem documents, or the input was valid after all; never the server's fault, and never
/// anything of the other person.
/// </summary>
public sealed partial class GeneratedInputTests : IAsyncLifetime
{
    /// <summary>In everything that the other person has.</summary>
    private const string Mark = "of-the-other-person";

    private static readonly string[] Ids =
    [
        Guid.NewGuid().ToString(), "1", "-1", "null", "..", "..%2f..%2fetc%2fpasswd", "%00", "%ff", "%f0%9f%8e%84", "'%20or%201=1--", "00000000-0000-0000-0000-000000000000", new('a', 2000),
    ];

    private static readonly string[] Values = ["", "x", "-1", "0", "1.5", "99999999999999999999", "%00", "%ff%fe", "%f0%9f%8e%84", "1&{0}=2", "'%20or%201=1--", new('a', 5000)];

    private readonly List<string> _wrong = [];
    private ApiServer _api = null!;
    private HttpClient _http = null!;
    private JsonNode _document = null!;
    private List<DocumentOperation> _operations = null!;
    private string[] _theirs = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await ApiServer.StartAsync(new() { ["Limits:RequestsPerSecond"] = "1000000" });
        _document = await _api.GetJsonAsync("/openapi/v1.json");
        _operations = [.. DocumentOperation.All(_document).Where(operation => operation.Id != "SignOut")];
        Assert.True(_operations.Count > 50);
        _http = _api.Anonymous();
        _theirs = await MakeTheirsAsync();
        _http.DefaultRequestHeaders.Add("Cookie", await _api.OwnerCookieAsync());
        _http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task EveryOperation_WithBadBodies_AnswersAsTheClientsFault()
    {
        var bodies = new BadBodies(_document);
        foreach (var operation in _operations.Where(operation => operation.Body is not null))
        {
            foreach (var (json, mustFail) in bodies.Of(operation.Body!))
            {
                await SendAsync(operation, PathOf(operation, Guid.NewGuid().ToString()), new StringContent(json, Encoding.UTF8, "application/json"), mustFail);
            }
        }

        Assert.Empty(_wrong);
    }

    [Fact]
    public async Task EveryOperation_WithBodiesThatAreNotJson_AnswersAsTheClientsFault()
    {
        var broken = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../x\"\r\n\r\nabc"u8.ToArray();
        foreach (var operation in _operations.Where(operation => operation.Method is "POST" or "PUT"))
        {
            foreach (var type in (string[])["multipart/form-data; boundary=x", "multipart/form-data", "multipart/mixed; boundary=\"", "text/html", "application/xml", "application/json; charset=x", "application/json; charset=utf-7", "x"])
            {
                var content = new ByteArrayContent(broken);
                content.Headers.TryAddWithoutValidation("Content-Type", type);
                await SendAsync(operation, PathOf(operation, Guid.NewGuid().ToString()), content, mustFail: operation.Body is not null);
            }
        }

        Assert.Empty(_wrong);
    }

    [Theory]
    [InlineData("utf-8", HttpStatusCode.Created)]
    [InlineData("\"UTF-8\"", HttpStatusCode.Created)]
    [InlineData("utf-7", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("\"utf-7\"", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("iso-8859-1", HttpStatusCode.UnsupportedMediaType)]
    public async Task Charset_OtherThanUtf8_IsRefused(string charset, HttpStatusCode expected)
    {
        using var content = new ByteArrayContent("""{"name":"A list"}"""u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");

        using var response = await _http.PostAsync("/api/lists", content, Cancellation);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task EveryOperation_WithIdsOfOthersAndOfNothing_TellsNothing()
    {
        foreach (var operation in _operations.Where(operation => operation.Path.Contains('{')))
        {
            foreach (var id in (string[])[.. Ids, .. _theirs])
            {
                await SendAsync(operation, PathOf(operation, id), ContentOf(operation), mustFail: true);
            }
        }

        Assert.Empty(_wrong);
    }

    [Fact]
    public async Task EveryOperation_WithBadParameters_AnswersAsTheClientsFault()
    {
        foreach (var operation in _operations)
        {
            foreach (var (name, place) in operation.Parameters)
            {
                foreach (var value in Values)
                {
                    var path = PathOf(operation, Guid.NewGuid().ToString());
                    var query = place == "query" ? $"?{name}={value.Replace("{0}", name, StringComparison.Ordinal)}" : "";
                    await SendAsync(operation, path + query, ContentOf(operation), mustFail: false, header: place == "header" ? (name, value) : null);
                }
            }
        }

        Assert.Empty(_wrong);
    }

    [Fact]
    public async Task EveryOperation_WithExpiredAndForgedCredentials_IsRefusedUnlessItIsOpen()
    {
        using var http = _api.Anonymous();
        var (expired, session) = (await ExpiredTokenAsync(http), await _api.OwnerCookieAsync());
        foreach (var operation in _operations.Where(operation => !operation.IsOpen))
        {
            foreach (var (name, value) in ((string, string)[])
                [("Authorization", $"Bearer {expired}"), ("Authorization", $"Bearer {new string('x', 43)}"), ("Authorization", "Bearer " + new string('x', 4000)), ("Authorization", "Bearer"),
                ("Cookie", $"{session.Split('=')[0]}={new string('x', 43)}"), ("Cookie", session[..^1])])
            {
                using var request = new HttpRequestMessage(new(operation.Method), PathOf(operation, _theirs[0])) { Content = ContentOf(operation) };
                request.Headers.TryAddWithoutValidation(name, value);
                using var response = await http.SendAsync(request, Cancellation);
                // Without a credential that holds, a write looks like another site's.
                await CheckAsync(operation, $"{name}: {value}", response, mustFail: true);
                Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest, $"{operation.Id} answered {response.StatusCode} to {name}: {value}");
            }
        }

        Assert.Empty(_wrong);
    }

    private static string PathOf(DocumentOperation operation, string id) => Parameter().Replace(operation.Path, _ => id);

    [GeneratedRegex("{[^}]*}")]
    private static partial Regex Parameter();

    private StringContent? ContentOf(DocumentOperation operation) =>
        operation.Body is null ? null : new StringContent(new BadBodies(_document).Of(operation.Body).First(body => !body.MustFail).Json, Encoding.UTF8, "application/json");

    private async Task SendAsync(DocumentOperation operation, string path, HttpContent? content, bool mustFail, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(new(operation.Method), path) { Content = content };
        if (header is var (name, value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (header?.Name != "If-Match")
        {
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await CheckAsync(operation, $"{path} {header} {(content is null ? "" : content is StringContent ? await content.ReadAsStringAsync(Cancellation) : content.Headers.ToString())}", response, mustFail);
    }

    private async Task CheckAsync(DocumentOperation operation, string sent, HttpResponseMessage response, bool mustFail)
    {
        var body = response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync(Cancellation);
        var status = (int)response.StatusCode;
        // There is no worker here, and what asks for it says so.
        var isExpected = status < 400 ? !mustFail : status < 500 || (status == 503 && operation.NeedsWorker);
        // What cannot be an address at all is refused by the server itself, before there is an API to describe it.
        var isNoRequest = status == 400 && body.Length == 0 && response.Headers.ConnectionClose == true;
        var isProblem = status < 400 || isNoRequest || (response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            && JsonNode.Parse(body) is { } problem && (int?)problem["status"] == status && problem["traceId"] is not null);
        if (!isExpected || !isProblem || body.Contains(Mark, StringComparison.Ordinal) || body.Contains("Exception", StringComparison.Ordinal))
        {
            _wrong.Add($"{operation.Id} answered {status} {(body.Length > 200 ? body[..200] : body)} to {(sent.Length > 200 ? sent[..200] : sent)}");
        }
    }

    /// <summary>A person with a list, an item, a share link, a session and a token, all of their names marked.</summary>
    /// <returns>Their ids.</returns>
    private async Task<string[]> MakeTheirsAsync()
    {
        var cookie = await _api.InviteAsync("member", "bob");
        async Task<JsonNode> SendAsync(string method, string path, object? body = null)
        {
            using var response = await Account.SendAsync(_http, cookie, method, path, body);
            return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
        }

        var list = (string)(await SendAsync("POST", "/api/lists", new { name = Mark }))["id"]!;
        var item = (string)(await SendAsync("POST", $"/api/lists/{list}/items", new { name = Mark, note = Mark }))["id"]!;
        var share = (string)(await SendAsync("POST", $"/api/lists/{list}/shares", new { name = Mark }))["id"]!;
        await SendAsync("POST", "/api/account/tokens", new { name = Mark, scopes = (string[])["read"] });
        return [list, item, share, .. await IdsAsync("/api/account/tokens"), .. await IdsAsync("/api/account/sessions")];

        async Task<IEnumerable<string>> IdsAsync(string path) => (await SendAsync("GET", path))["items"]!.AsArray().Select(entry => (string)entry!["id"]!);
    }

    private async Task<string> ExpiredTokenAsync(HttpClient http)
    {
        var secret = await Account.CreateTokenAsync(http, await _api.OwnerCookieAsync(), "read", "write", "control");
        await using var database = Database.Open(new DatabaseOptions { Path = _api.DatabasePath });
        await database.WriteAsync(session => session.Execute("update tokens set expires_at = 1 where seq = (select max(seq) from tokens)"), Cancellation);
        return secret;
    }
}
