namespace Belfry.Bench.Dashboard;

/// <summary>A dashboard of its own for one bench, open to this machine, ended with it.</summary>
internal sealed class DashboardUnderTest : IDisposable
{
    public const string FeedKey = "feed";
    private readonly Server _server;
    private readonly string? _folder;

    private DashboardUnderTest(Server server, Uri otlp, string? folder) => (_server, Otlp, _folder) = (server, otlp, folder);

    public Uri Ui => _server.Address;

    public Uri Otlp { get; }

    public HttpClient Http { get; } = new();

    /// <inheritdoc cref="Server.Started"/>
    public TimeSpan Started => _server.Started;

    /// <inheritdoc cref="Server.ResidentMegabytes"/>
    public double ResidentMegabytes => _server.ResidentMegabytes;

    /// <inheritdoc cref="Server.Processor"/>
    public TimeSpan Processor => _server.Processor;

    /// <param name="keepsRuns">Whether telemetry is also written to a run file.</param>
    public static async Task<DashboardUnderTest> StartAsync(bool keepsRuns = false)
    {
        var port = Server.FreePort();
        var otlp = new Uri($"http://127.0.0.1:{Server.FreePort()}");
        var folder = keepsRuns ? Directory.CreateTempSubdirectory("belfry-bench-").FullName : null;
        var server = await Server.StartAsync(port, "/health/live", Repository.Folder, "dotnet", [Tools.Built("Dashboard", "Dashboard.dll")], new()
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = otlp.ToString(),
            ["DASHBOARD__FRONTEND__AUTHMODE"] = "Unsecured",
            ["DASHBOARD__RESOURCEFEED__APIKEY"] = FeedKey,
            ["DASHBOARD__DATA__DIRECTORY"] = folder ?? "",
        });
        return new DashboardUnderTest(server, otlp, folder);
    }

    /// <summary>Sends until the bounds of traces and logs are reached.</summary>
    /// <param name="padding">Bytes added to each record.</param>
    /// <param name="part">How much of it: 1 is all.</param>
    public async Task FillAsync(int padding = 0, double part = 1)
    {
        await Sender.SendAsync(Otlp, "/v1/traces", () => Batch.Spans(padding), requests: (int)(300 * part));
        await Sender.SendAsync(Otlp, "/v1/logs", () => Batch.Logs(padding), requests: (int)(300 * part));
    }

    /// <summary>Sends points until there are 2,000 series of 400 each.</summary>
    public async Task FillMetricsAsync()
    {
        for (var part = 0; part < 4; part++)
        {
            var batch = Batch.Points(part);
            for (var i = 0; i < 400; i++)
            {
                batch.Renew();
                await Sender.PostAsync(Http, new Uri(Otlp, "/v1/metrics"), batch.Bytes);
            }
        }
    }

    public void Dispose()
    {
        Http.Dispose();
        _server.Dispose();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
