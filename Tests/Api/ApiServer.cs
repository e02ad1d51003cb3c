using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Belfry.Api.Lists;
using Belfry.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Belfry.Tests.Api;

/// <summary>The API inside the test's process, on a real socket over a real database in a fresh folder.</summary>
public sealed class ApiServer : IAsyncLifetime
{
    private readonly TempFolder _volume = new();
    private readonly Factory _factory;
    private readonly bool _owned;
    private Uri _address = null!;

    public ApiServer()
        : this([], owned: true)
    {
    }

    private ApiServer(Dictionary<string, string> settings, bool owned, TimeProvider? time = null)
    {
        _owned = owned;
        _factory = new Factory(new(settings) { ["ConnectionStrings:appdb"] = $"Data Source={DatabasePath}" }, time);
    }

    public string DatabasePath => _volume.File("app.db");

    public IServiceProvider Services => _factory.Services;

    /// <summary>Signed in as the owner, by a token that allows everything a token can.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>A server for one test, which disposes it; unless <paramref name="owned"/> it has nobody yet, and its client is not signed in.</summary>
    public static async Task<ApiServer> StartAsync(Dictionary<string, string>? settings = null, bool owned = true, TimeProvider? time = null)
    {
        var server = new ApiServer(settings ?? [], owned, time);
        await server.InitializeAsync();
        return server;
    }

    public async ValueTask InitializeAsync()
    {
        // With UseKestrel(0) the factory sets the port after the build, in a race with the program that is starting already.
        _factory.UseKestrel();
        _address = _factory.CreateClient().BaseAddress!;
        Http = Anonymous();
        await Eventually.TrueAsync(async () => (await Http.GetAsync("/health/ready")).IsSuccessStatusCode, "the API to be ready");
        if (_owned)
        {
            await Account.SignInAsOwnerAsync(Http);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _factory.DisposeAsync();
        _volume.Dispose();
    }

    /// <summary>Creates a list and returns its address.</summary>
    public async Task<string> CreateListAsync(string name = "Birthday")
    {
        var response = await Http.PostAsJsonAsync("/api/lists", new { name });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    /// <summary>Adds an item to the list at an address and returns the item's address.</summary>
    public async Task<string> CreateItemAsync(string list, string name = "A kite")
    {
        var response = await Http.PostAsJsonAsync($"{list}/items", new { name });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    /// <summary>A client of the same server that sends nothing of its own.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _address };

    /// <summary>A session of the owner.</summary>
    public async Task<string> OwnerCookieAsync()
    {
        using var http = Anonymous();
        return Account.CookieOf(await http.PostAsJsonAsync("/api/session", new { account = Account.Name, password = Account.Password }));
    }

    /// <summary>Makes an account and returns a session of it.</summary>
    public async Task<string> InviteAsync(string role, string? account = null)
    {
        using var http = Anonymous();
        var token = await InviteTokenAsync(role, account ?? $"{role}-{Guid.NewGuid():N}"[..30]);
        return Account.CookieOf(await http.PostAsJsonAsync("/api/invitations/accept", new { token, password = Account.Password }));
    }

    public async Task<string> InviteTokenAsync(string role, string account)
    {
        using var http = Anonymous();
        var response = await Account.SendAsync(http, await OwnerCookieAsync(), "POST", "/api/people", new { account, name = account, role });
        return (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["token"]!;
    }

    /// <summary>Edits whatever version is there.</summary>
    public async Task<HttpResponseMessage> PutAsync(string address, object body, string match = "*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(body), Headers = { { "If-Match", match } } };
        return await Http.SendAsync(request);
    }

    public async Task<JsonNode> GetJsonAsync(string address) => (await Http.GetFromJsonAsync<JsonNode>(address))!;

    /// <summary>Every entry behind an address, page by page.</summary>
    public async Task<List<string>> GetAllIdsAsync(string address, int limit)
    {
        var ids = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await GetJsonAsync($"{address}{(address.Contains('?') ? '&' : '?')}limit={limit}{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            ids.AddRange(page["items"]!.AsArray().Select(entry => (string)entry!["id"]!));
            cursor = (string?)page["next"];
        }

        return ids;
    }

    private sealed class Factory(Dictionary<string, string> settings, TimeProvider? time) : WebApplicationFactory<WishList>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseUrls("http://127.0.0.1:0");
            builder.ConfigureLogging(logging => logging.ClearProviders());
            if (time is not null)
            {
                builder.ConfigureTestServices(services => services.AddSingleton(time));
            }

            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }
        }
    }
}
