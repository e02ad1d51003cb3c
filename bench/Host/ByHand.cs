using System.Diagnostics;
using Belfry.Bench.Results;

namespace Belfry.Bench.Host;

/// <summary>
/// The peer of the app host: the same four programs, all started at once by nobody in particular, with no orchestrator, no order and no telemetry between them. No host can
/// be faster than what the programs themselves take.
/// </summary>
internal static class ByHand
{
    public static async Task RunAsync(Collector figures)
    {
        using var work = new WorkFolder();
        var clock = Stopwatch.StartNew();
        var (api, worker, dashboard, web) = (Server.FreePort(), Server.FreePort(), Server.FreePort(), Server.FreePort());
        var database = $"Data Source={work.File("app.db")}";
        var startingDashboard = StartAsync(work, dashboard, "/health/live", "dotnet", [HostBench.Built("Dashboard", "Dashboard.dll")], new()
        {
            ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = $"http://127.0.0.1:{Server.FreePort()}", ["DASHBOARD__FRONTEND__AUTHMODE"] = "Unsecured", ["DASHBOARD__DATA__DIRECTORY"] = "",
        });
        var starting = new[]
        {
            StartAsync(work, worker, "/health/ready", "dotnet", [HostBench.Built("BackupWorker", "belfry.dll")], new() { ["ConnectionStrings__appdb"] = database, ["Backup__Target"] = work.File("backup") }),
            StartAsync(work, api, "/health/ready", "dotnet", [HostBench.Built("Api", "Api.dll")], new() { ["ConnectionStrings__appdb"] = database }),
            Server.StartAsync(
                web, "/", Path.Combine(Repository.Folder, "Web"), "node", ["node_modules/vite/bin/vite.js", "--host", "127.0.0.1", "--port", $"{web}", "--strictPort"],
                new() { ["API_HTTP"] = $"http://127.0.0.1:{api}" }),
        };
        var servers = await Task.WhenAll(starting);
        figures.Add(RunBench.Case, "", "by hand", "start to healthy", "s", clock.Elapsed.TotalSeconds);
        var last = await startingDashboard;
        figures.Add(RunBench.Case, "", "by hand", "dashboard there", "s", clock.Elapsed.TotalSeconds);
        clock.Restart();
        await Task.WhenAll(servers.Append(last).Select(server => server.StopAsync()));
        figures.Add(RunBench.Case, "", "by hand", "stop", "s", clock.Elapsed.TotalSeconds);
    }

    private static Task<Server> StartAsync(WorkFolder work, int port, string path, string program, string[] arguments, Dictionary<string, string> environment)
    {
        environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        environment["Control__Key"] = "a control key for a measurement, long enough";
        return Server.StartAsync(port, path, work.Path, program, arguments, environment);
    }
}
