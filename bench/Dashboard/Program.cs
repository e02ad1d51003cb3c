using System.Diagnostics;
using System.Net.Http.Headers;
using Belfry.Bench.Dashboard;

// How much telemetry a running dashboard takes, and what its answers cost once its bounds are reached.
// Usage: dotnet run -c Release --project bench/Dashboard -- <dashboard.dll> [seconds]; it starts the dashboard itself, on ports 41950 and 41951.
var assembly = args.Length > 0 ? args[0] : "artifacts/bin/Dashboard/release/Dashboard.dll";
var seconds = args.Length > 1 ? int.Parse(args[1]) : 8;
const string Ui = "http://127.0.0.1:41950";
const string Otlp = "http://127.0.0.1:41951";

var start = new ProcessStartInfo("dotnet", [assembly]) { RedirectStandardOutput = true };
start.Environment["ASPNETCORE_URLS"] = Ui;
start.Environment["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = Otlp;
start.Environment["DASHBOARD__FRONTEND__AUTHMODE"] = "Unsecured";
var clock = Stopwatch.StartNew();
using var dashboard = Process.Start(start)!;
try
{
    using var http = new HttpClient();
    await ReadyAsync(http);
    Console.WriteLine($"start to first answer  {clock.ElapsedMilliseconds,8} ms");
    Console.WriteLine($"resident when idle     {Resident(),8} MB");
    await IngestAsync("spans", "/v1/traces", Batch.Spans);
    await IngestAsync("log records", "/v1/logs", Batch.Logs);
    Console.WriteLine($"resident at the bounds {Resident(),8} MB");
    foreach (var path in new[]
    {
        "/api/logs?limit=200", "/api/logs?text=answered+nothing", "/api/logs?filter=user.id+%3D+user-49x", "/api/traces?limit=200",
        "/api/traces?text=no+such+words", "/api/traces?filter=user.id+%3D+nobody",
    })
    {
        await http.GetByteArrayAsync(Ui + path);
        var best = await BestOfAsync(5, () => http.GetByteArrayAsync(Ui + path));
        Console.WriteLine($"{best,8:0.0} ms  GET {path}");
    }
}
finally
{
    dashboard.Kill();
}

async Task ReadyAsync(HttpClient http)
{
    while (true)
    {
        try
        {
            await http.GetAsync($"{Ui}/health/live");
            return;
        }
        catch (HttpRequestException)
        {
            await Task.Delay(5);
        }
    }
}

long Resident()
{
    dashboard.Refresh();
    return dashboard.WorkingSet64 / 1_000_000;
}

async Task IngestAsync(string what, string path, Func<Batch> create)
{
    var sent = 0L;
    var watch = Stopwatch.StartNew();
    await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
    {
        using var http = new HttpClient();
        var batch = create();
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            batch.Renew();
            using var content = new ByteArrayContent(batch.Bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            using var answer = await http.PostAsync(Otlp + path, content);
            answer.EnsureSuccessStatusCode();
            if (answer.Content.Headers.ContentLength > 0)
            {
                throw new InvalidOperationException("Some records were rejected.");
            }

            Interlocked.Add(ref sent, Batch.Records);
        }
    })));
    Console.WriteLine($"{sent / watch.Elapsed.TotalSeconds,12:#,0} {what} per second ({create().Bytes.Length / Batch.Records} bytes each, batches of {Batch.Records})");
}

static async Task<double> BestOfAsync(int times, Func<Task> action)
{
    var best = double.MaxValue;
    for (var i = 0; i < times; i++)
    {
        var watch = Stopwatch.StartNew();
        await action();
        best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
    }

    return best;
}
