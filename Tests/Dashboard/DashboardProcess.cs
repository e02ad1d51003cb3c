using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Belfry.Tests.Support;

namespace Belfry.Tests.Dashboard;

/// <summary>A real dashboard, started from its built output on free ports, with a signed-in client. Ended with the test.</summary>
internal sealed class DashboardProcess : IAsyncDisposable
{
    public const string BrowserToken = "browser-token";
    public const string FeedKey = "feed-key";

    /// <summary>
    /// Of this test run alone: ports pass from one process to the next, and what another run on this machine sends to one of them is refused.
    /// </summary>
    public static readonly string OtlpKey = $"otlp-{Guid.NewGuid():N}";

    public static readonly string ApiKey = $"api-{Guid.NewGuid():N}";

    private readonly Process _process;
    private readonly CookieContainer _cookies = new();

    private DashboardProcess(Process process, Uri ui, Uri otlp, Uri grpc)
    {
        (_process, Ui, Otlp, Grpc) = (process, ui, otlp, grpc);
        Client = new HttpClient(new HttpClientHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = ui };
        Stranger = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = ui };
        Script = new HttpClient { BaseAddress = ui, DefaultRequestHeaders = { { "x-api-key", ApiKey } } };
        Sender = new HttpClient { BaseAddress = otlp, DefaultRequestHeaders = { { "x-otlp-api-key", OtlpKey } } };
    }

    public Uri Ui { get; }

    public Uri Otlp { get; }

    public Uri Grpc { get; }

    public long ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1_000_000;
        }
    }

    /// <summary>The session cookie as a browser sends it.</summary>
    public string Cookie => _cookies.GetCookieHeader(Ui);

    /// <summary>Signed in.</summary>
    public HttpClient Client { get; }

    /// <summary>Not signed in, keeps no cookies.</summary>
    public HttpClient Stranger { get; }

    /// <summary>A script: no session, but the API key.</summary>
    public HttpClient Script { get; }

    /// <summary>Sends telemetry with the right key.</summary>
    public HttpClient Sender { get; }

    public static async Task<DashboardProcess> StartAsync(bool signIn = true, params (string Name, string Value)[] settings)
    {
        DashboardProcess? dashboard = null;
        for (var attempt = 0; dashboard is null && attempt < 5; attempt++)
        {
            // A free port may be taken by another program before the dashboard opens it; then others are tried.
            dashboard = await TryStartAsync(settings);
        }

        Assert.True(dashboard is not null, "the dashboard ended instead of starting");
        if (signIn)
        {
            var answer = await dashboard.Client.GetAsync($"/login?t={BrowserToken}");
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        return dashboard;
    }

    private static async Task<DashboardProcess?> TryStartAsync((string Name, string Value)[] settings)
    {
        var ui = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        var otlp = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        var grpc = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        var process = Launch([
            ("ASPNETCORE_URLS", ui.ToString()),
            ("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", otlp.ToString()),
            ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", grpc.ToString()),
            ("DASHBOARD__FRONTEND__BROWSERTOKEN", BrowserToken),
            ("DASHBOARD__OTLP__AUTHMODE", "ApiKey"),
            ("DASHBOARD__OTLP__PRIMARYAPIKEY", OtlpKey),
            ("DASHBOARD__RESOURCEFEED__APIKEY", FeedKey),
            ("DASHBOARD__API__PRIMARYAPIKEY", ApiKey),
            .. settings]);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Telemetry (OTLP/HTTP) on", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                _ = process.StandardError.ReadToEndAsync();
                return new DashboardProcess(process, ui, otlp, grpc);
            }
        }

        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.Dispose();
        Assert.Contains("cannot open its ports", error, StringComparison.Ordinal);
        return null;
    }

    /// <summary>Starts the built dashboard with these environment variables and nothing of the test's own settings.</summary>
    public static Process Launch(IEnumerable<(string Name, string Value)> settings)
    {
        var start = BuiltProgram.StartInfo("Dashboard", "Dashboard.dll");
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public async Task<JsonNode> GetAsync(string path) => (await Client.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>Asks until the answer is as wanted; the test's own time limit ends a wait in vain.</summary>
    public async Task<JsonNode> WaitForAsync(string path, Func<JsonNode, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var answer = await GetAsync(path);
            if (wanted(answer))
            {
                return answer;
            }

            Assert.False(patience.IsCancellationRequested, $"{path} never became as expected; last: {answer.ToJsonString()}");
            await Task.Delay(20);
        }
    }

    public async Task<ClientWebSocket> DialFeedAsync(string key = FeedKey)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("x-api-key", key);
        await socket.ConnectAsync(new Uri($"ws://{Ui.Authority}/feed"), TestContext.Current.CancellationToken);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Stranger.Dispose();
        Script.Dispose();
        Sender.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
