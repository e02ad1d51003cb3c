using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Belfry.Tests.EndToEnd.Compose;

/// <summary>Somebody who uses the application through the published port.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient _http;
    private readonly HttpClientHandler _handler = new()
    {
        AutomaticDecompression = DecompressionMethods.GZip,
        // The door makes its certificate itself where it has no public name.
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
    };

    /// <param name="page">Where the page is.</param>
    /// <param name="cookies">Those of an earlier visit; none: a stranger's.</param>
    public Visitor(Uri page, CookieContainer? cookies = null)
    {
        _handler.CookieContainer = cookies ?? new();
        _http = new(_handler) { BaseAddress = page, Timeout = TimeSpan.FromSeconds(20) };
        // As a browser does for a page of this origin.
        _http.DefaultRequestHeaders.Add("Origin", page.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>The cookies that the visitor's browser has.</summary>
    public CookieContainer Cookies => _handler.CookieContainer;

    /// <summary>Becomes the owner of a new server, and is signed in.</summary>
    public async Task SetUpAsync(string token)
    {
        using var answer = await _http.PostAsJsonAsync(
            "/api/setup", new { token, account = "owner", name = "Owner", password = Guid.NewGuid().ToString() }, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Signs in as nobody known.</summary>
    public async Task<HttpStatusCode> GuessAsync()
    {
        using var answer = await _http.PostAsJsonAsync(
            "/api/session", new { account = Guid.NewGuid().ToString("N"), password = "a guess, and a wrong one" }, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    /// <summary>Signs out and returns what the answer says about the session's cookie.</summary>
    public async Task<string> SignOutAsync()
    {
        using var answer = await _http.DeleteAsync("/api/session", TestContext.Current.CancellationToken);
        return answer.EnsureSuccessStatusCode().Headers.GetValues("Set-Cookie").Single();
    }

    /// <summary>Makes a list and returns its name.</summary>
    public async Task<string> AddListAsync()
    {
        var name = Guid.NewGuid().ToString("N");
        using var answer = await _http.PostAsJsonAsync("/api/lists", new { name }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return name;
    }

    /// <summary>Makes a wish with a picture and returns where the picture is.</summary>
    public async Task<string> AddPictureAsync(byte[] picture)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var list = await _http.PostAsJsonAsync("/api/lists", new { name = "With a picture" }, cancellation);
        using var item = await _http.PostAsJsonAsync($"{list.EnsureSuccessStatusCode().Headers.Location}/items", new { name = "A kite" }, cancellation);
        using var content = new ByteArrayContent(picture);
        using var answer = await _http.PostAsync($"{item.EnsureSuccessStatusCode().Headers.Location}/pictures", content, cancellation);
        using var changed = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellation));
        return $"{item.Headers.Location}/pictures/{changed.RootElement.GetProperty("pictures")[0].GetString()}";
    }

    /// <summary>Makes lists until it is told to stop, and returns the names of those that the server said it has.</summary>
    /// <remarks>Ten a second at most: a person may have so many lists only.</remarks>
    public async Task<List<string>> AddListsAsync(CancellationToken stop)
    {
        var acknowledged = new List<string>();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                acknowledged.Add(await AddListAsync());
            }
            catch (Exception fault) when (fault is HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError } or TaskCanceledException)
            {
                // Not acknowledged: it may be there or not.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }

        return acknowledged;
    }

    /// <summary>Waits until the archive has everything that was acknowledged before the call.</summary>
    public async Task StreamedAsync()
    {
        var asked = DateTime.UtcNow;
        await Deployment.EventuallyAsync(
            async () =>
            {
                var before = DateTime.UtcNow;
                using var state = await JsonAsync("/api/control/state");
                var lag = state.RootElement.GetProperty("stream").GetProperty("lagMilliseconds");
                return lag.ValueKind == JsonValueKind.Number && before.AddMilliseconds(-lag.GetInt64() - 1) > asked;
            },
            "the archive to have every commit");
    }

    /// <summary>Waits until the copy elsewhere has everything that the archive has.</summary>
    public Task MirroredAsync() => Deployment.EventuallyAsync(
        async () =>
        {
            using var state = await JsonAsync("/api/control/state");
            var mirror = state.RootElement.GetProperty("mirrors").EnumerateArray().FirstOrDefault();
            return mirror.ValueKind == JsonValueKind.Object && mirror.GetProperty("objectsBehind").GetInt32() == 0 && mirror.GetProperty("newestCommitAt").ValueKind == JsonValueKind.String
                && mirror.GetProperty("newestCommitAt").GetDateTime() >= state.RootElement.GetProperty("stream").GetProperty("newestCommitAt").GetDateTime();
        },
        "the copy elsewhere to be complete");

    /// <summary>The names of all lists.</summary>
    public async Task<HashSet<string>> ListsAsync()
    {
        var names = new HashSet<string>();
        for (string? next = ""; next is not null;)
        {
            using var answer = await JsonAsync($"/api/lists?limit=100{(next.Length > 0 ? $"&cursor={Uri.EscapeDataString(next)}" : "")}");
            names.UnionWith(answer.RootElement.GetProperty("items").EnumerateArray().Select(list => list.GetProperty("name").GetString()!));
            next = answer.RootElement.GetProperty("next").GetString();
        }

        return names;
    }

    /// <summary>Waits until a list is there, or not.</summary>
    public Task SeesAsync(string list, bool isThere = true) =>
        Deployment.EventuallyAsync(async () => (await ListsAsync()).Contains(list) == isThere, $"the list {list} to be {(isThere ? "there" : "gone")}");

    /// <summary>Opens the stream of live events, does something, and waits for the line that tells of it.</summary>
    public async Task HearsAsync(string text, Func<Task> action)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        using var answer = await _http.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, patience.Token);
        using var lines = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(patience.Token));
        await action();
        string? line;
        do
        {
            line = await lines.ReadLineAsync(patience.Token);
            Assert.NotNull(line);
        }
        while (!line.Contains(text, StringComparison.Ordinal));
    }

    public async Task<JsonDocument> JsonAsync(string path) =>
        JsonDocument.Parse(await _http.GetStringAsync(path, TestContext.Current.CancellationToken));

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path, TestContext.Current.CancellationToken);

    public void Dispose() => _http.Dispose();
}
