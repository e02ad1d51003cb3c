using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Belfry.Api.Lists;
using Belfry.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace Belfry.Tests.Api;

/// <summary>The API inside the test's process, on a real socket over a real database in a fresh folder.</summary>
public sealed class ApiServer : IAsyncLifetime
{
    private readonly TempFolder _volume = new();
    private readonly Factory _factory;

    public ApiServer()
        : this([])
    {
    }

    private ApiServer(Dictionary<string, string> settings) =>
        _factory = new Factory(new(settings) { ["ConnectionStrings:appdb"] = $"Data Source={DatabasePath}" });

    public string DatabasePath => _volume.File("app.db");

    public HttpClient Http { get; private set; } = null!;

    /// <summary>A server for one test, which disposes it.</summary>
    public static async Task<ApiServer> StartAsync(Dictionary<string, string>? settings = null)
    {
        var server = new ApiServer(settings ?? []);
        await server.InitializeAsync();
        return server;
    }

    public async ValueTask InitializeAsync()
    {
        // With UseKestrel(0) the factory sets the port after the build, in a race with the program that is starting already.
        _factory.UseKestrel();
        Http = _factory.CreateClient();
        await Eventually.TrueAsync(async () => (await Http.GetAsync("/health/ready")).IsSuccessStatusCode, "the API to be ready");
    }

    public async ValueTask DisposeAsync()
    {
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

    public async Task<JsonNode> GetJsonAsync(string address) => (await Http.GetFromJsonAsync<JsonNode>(address))!;

    /// <summary>Every entry behind an address, page by page.</summary>
    public async Task<List<string>> GetAllIdsAsync(string address, int limit)
    {
        var ids = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await GetJsonAsync($"{address}?limit={limit}{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            ids.AddRange(page["items"]!.AsArray().Select(entry => (string)entry!["id"]!));
            cursor = (string?)page["next"];
        }

        return ids;
    }

    private sealed class Factory(Dictionary<string, string> settings) : WebApplicationFactory<WishList>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseUrls("http://127.0.0.1:0");
            builder.ConfigureLogging(logging => logging.ClearProviders());
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }
        }
    }
}
