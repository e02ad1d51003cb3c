using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Belfry.ServiceDefaults;
using Belfry.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Belfry.Tests.Api;

/// <summary>A real API process and a receiver that keeps what it exports. The protobuf is searched for its texts and ids, not decoded.</summary>
public sealed class TelemetryTests : IAsyncDisposable
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string BrowserSpan = "b7ad6b7169203331";

    /// <summary>Ten minutes in milliseconds: so long that only the flush at the end can have sent anything.</summary>
    private const string Never = "600000";

    private readonly TempFolder _volume = new();
    private readonly ConcurrentQueue<(string Path, string? Key, byte[] Body)> _received = new();
    private readonly WebApplication _receiver;

    public TelemetryTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _received.Enqueue((context.Request.Path, context.Request.Headers["x-otlp-api-key"], body.ToArray()));
        });
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_FromATracedPage_ContinuesItsTraceDownToTheDatabase()
    {
        await RunAsync(
            async http =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/lists") { Content = JsonContent.Create(new { name = "x" }) };
                request.Headers.Add("traceparent", $"00-{TraceId}-{BrowserSpan}-01");
                (await http.SendAsync(request, Cancellation)).EnsureSuccessStatusCode();
                await Eventually.TrueAsync(() => Task.FromResult(Received("/v1/traces") is var spans && spans.Contains("write CreateList", StringComparison.Ordinal) && spans.Contains("http.route", StringComparison.Ordinal)), "the spans");
            },
            spanInterval: "100");

        var traces = Received("/v1/traces");
        Assert.Contains(Bytes(TraceId), traces);
        Assert.Contains(Bytes(BrowserSpan), traces);
        Assert.All(
            ["POST /api/lists", "http.request.method", "url.path", "http.route", "http.response.status_code", "write CreateList", "db.system.name"],
            text => Assert.Contains(text, traces));
    }

    [Fact]
    public async Task HealthProbes_OfAnyNumber_LeaveNoSpan()
    {
        await RunAsync(
            async http =>
            {
                for (var probe = 0; probe < 20; probe++)
                {
                    (await http.GetAsync("/health/ready", Cancellation)).EnsureSuccessStatusCode();
                }

                await http.GetAsync("/api/lists", Cancellation);
                await Eventually.TrueAsync(() => Task.FromResult(Received("/v1/traces").Contains("/api/lists", StringComparison.Ordinal)), "the spans");
            },
            spanInterval: "100");

        var traces = Received("/v1/traces");
        Assert.Contains("/api/lists", traces);
        Assert.DoesNotContain("/health/", traces);
        Assert.DoesNotContain("write health", traces);
    }

    [Fact]
    public async Task Stop_BeforeAnyInterval_SendsTracesAndLogsWithTheKey()
    {
        await RunAsync(http => http.GetAsync("/api/lists", Cancellation));

        Assert.Contains("Opened ", Received("/v1/logs"));
        Assert.Contains("service.name\u0012\u0005\n\u0003api", Received("/v1/traces"));
        Assert.All(_received, post => Assert.Equal("secret-otlp-key", post.Key));
    }

    [Fact]
    public async Task Metrics_OnceCollected_CoverServerRuntimeAndStorage()
    {
        // Collection begins a moment after the server does: the first export shows that it has.
        await RunAsync(
            async http =>
            {
                await Eventually.TrueAsync(() => Task.FromResult(Received("/v1/metrics").Length > 0), "the first metrics");
                await http.PostAsJsonAsync("/api/lists", new { name = "x" }, Cancellation);
            },
            metricInterval: "100");

        Assert.All(
            ["http.server.request.duration", "dotnet.gc.collections", "belfry.storage.batch.requests"],
            instrument => Assert.Contains(instrument, Received("/v1/metrics")));
    }

    [Fact]
    public async Task Stop_ReceiverIsGone_StillEndsInOrder()
    {
        using var api = ApiProcess.Start(Environment("http://127.0.0.1:1"));
        await api.OwnedAsync();

        Assert.Equal(0, await api.StopAsync());
    }

    [Fact]
    public async Task Stop_NobodyTakesWhatIsLeft_TriesOnceForEachKind()
    {
        using var rude = new TcpListener(IPAddress.Loopback, 0);
        rude.Start();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var tries = CountAsync(rude, over.Token);
        using var api = ApiProcess.Start(new Dictionary<string, string>(Environment($"http://{rude.LocalEndpoint}")) { ["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory" });
        await api.OwnedAsync();

        Assert.Equal(0, await api.StopAsync());
        await over.CancelAsync();

        Assert.InRange(await tries, 1, 3);
    }

    [Fact]
    public async Task Export_NobodyAnswers_IsGivenUpOnceTheServiceIsOver()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var over = new CancellationTokenSource();
        using var http = new HttpClient(new PatientExport(CancellationToken.None, over.Token)) { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{silent.LocalEndpoint}");
        var sending = Task.Run(() => http.Send(request, Cancellation), Cancellation);
        using var waiting = await silent.AcceptTcpClientAsync(Cancellation);

        await over.CancelAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await sending.WaitAsync(Cancellation)).StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        _volume.Dispose();
    }

    private async Task RunAsync(Func<HttpClient, Task> act, string metricInterval = Never, string spanInterval = Never)
    {
        await _receiver.StartAsync(Cancellation);
        using var api = ApiProcess.Start(Environment(_receiver.Urls.Single(), metricInterval, spanInterval));
        await api.OwnedAsync();
        await act(api.Http);
        Assert.Equal(0, await api.StopAsync());
    }

    private Dictionary<string, string> Environment(string receiver, string metricInterval = Never, string spanInterval = Never) => new(ApiProcess.Environment(_volume.File("app.db")))
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-otlp-api-key=secret-otlp-key",
        ["OTEL_SERVICE_NAME"] = "api",
        ["OTEL_BSP_SCHEDULE_DELAY"] = spanInterval,
        ["OTEL_BLRP_SCHEDULE_DELAY"] = Never,
        ["OTEL_METRIC_EXPORT_INTERVAL"] = metricInterval,
    };

    /// <summary>How many connections were made; each is closed at once.</summary>
    private static async Task<int> CountAsync(TcpListener listener, CancellationToken over)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                (await listener.AcceptTcpClientAsync(over)).Close();
            }
            catch (OperationCanceledException)
            {
                return tries;
            }
        }
    }

    private string Received(string path) =>
        string.Concat(_received.Where(post => post.Path == path).Select(post => Encoding.Latin1.GetString(post.Body)));

    private static string Bytes(string hex) => Encoding.Latin1.GetString(Convert.FromHexString(hex));
}
