using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Belfry.Bench.Dashboard;

/// <summary>A dashboard of its own for one bench, open to this machine, ended with it.</summary>
internal sealed class DashboardUnderTest : IDisposable
{
    public const string FeedKey = "feed";
    private readonly Process _process;
    private readonly string? _folder;

    private DashboardUnderTest(Process process, Uri ui, Uri otlp, string? folder, TimeSpan started) =>
        (_process, Ui, Otlp, _folder, Started) = (process, ui, otlp, folder, started);

    public Uri Ui { get; }

    public Uri Otlp { get; }

    public HttpClient Http { get; } = new();

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan Started { get; }

    public long ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1_000_000;
        }
    }

    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="keepsRuns">Whether telemetry is also written to a run file.</param>
    public static async Task<DashboardUnderTest> StartAsync(bool keepsRuns = false)
    {
        var (ui, otlp) = (FreeAddress(), FreeAddress());
        var folder = keepsRuns ? Directory.CreateTempSubdirectory("belfry-bench-").FullName : null;
        var start = new ProcessStartInfo("dotnet", [Tools.Built("Dashboard", "Dashboard.dll")]) { RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = ui.ToString();
        start.Environment["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = otlp.ToString();
        start.Environment["DASHBOARD__FRONTEND__AUTHMODE"] = "Unsecured";
        start.Environment["DASHBOARD__RESOURCEFEED__APIKEY"] = FeedKey;
        start.Environment["DASHBOARD__DATA__DIRECTORY"] = folder ?? "";
        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        using var http = new HttpClient();
        while (!await AnswersAsync(http, new Uri(ui, "/health/live")))
        {
            await Task.Delay(2);
        }

        return new DashboardUnderTest(process, ui, otlp, folder, clock.Elapsed);
    }

    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    public static async Task<bool> AnswersAsync(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(address);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
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
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
