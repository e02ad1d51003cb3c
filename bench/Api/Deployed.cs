using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Belfry.Bench.Api;

/// <summary>Belfry as it is deployed: published, in Production, the backup worker streaming to a folder.</summary>
internal sealed class Deployed : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const string Password = "a long password";
    private readonly Server _worker;

    private Deployed(Server api, Server worker) => (Api, _worker) = (api, worker);

    public Server Api { get; }

    /// <summary>Both of them, as their images have them.</summary>
    public static void Publish()
    {
        Native.Publish("Api");
        Native.Publish("BackupWorker");
    }

    public static Task<Server> StartApiAsync(string folder) => StartAsync("Api", "Api", "/health/live", folder);

    /// <summary>Returns once it protects the database.</summary>
    public static Task<Server> StartWorkerAsync(string folder) => StartAsync("BackupWorker", "belfry", "/health/ready", folder);

    public static async Task<Deployed> StartAsync(string folder)
    {
        var api = await StartApiAsync(folder);
        try
        {
            return new Deployed(api, await StartAsync("BackupWorker", "belfry", "/health/live", folder));
        }
        catch
        {
            api.Dispose();
            throw;
        }
    }

    /// <summary>An owner's API token.</summary>
    public static async Task<string> TokenAsync(Server api)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = api.Address };
        while (!await Server.AnswersAsync(new Uri(api.Address, "/health/ready")))
        {
            await Task.Delay(10);
        }

        using var session = await http.PostAsJsonAsync("/api/session", new { account = "admin", password = Password });
        http.DefaultRequestHeaders.Add("Cookie", session.EnsureSuccessStatusCode().Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        using var made = await http.PostAsJsonAsync("/api/account/tokens", new { name = "bench", scopes = (string[])["read", "write"] });
        return (string)(await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!["secret"]!;
    }

    public static HttpClient Client(Server api, string token) => new()
    {
        BaseAddress = api.Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    public void Dispose()
    {
        _worker.Dispose();
        Api.Dispose();
    }

    private static Task<Server> StartAsync(string project, string program, string path, string folder)
    {
        var port = Server.FreePort();
        return Server.StartAsync(port, path, folder, Native.Program(project, program), [], new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ConnectionStrings__appdb"] = $"Data Source={Path.Combine(folder, "app.db")}",
            ["Control__Key"] = Key,
            ["ADMIN_PASSWORD"] = Password,
            ["Limits__RequestsPerSecond"] = "10000000",
            ["Backup__Target"] = Path.Combine(folder, "archive"),
        });
    }
}
