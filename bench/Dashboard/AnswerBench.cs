using System.Diagnostics;
using Belfry.Bench.Results;

namespace Belfry.Bench.Dashboard;

/// <summary>Lists, filters and searches over 10,000 traces and 100,000 log records; those that find nothing look at every record. </summary>
internal static class AnswerBench
{
    private static readonly string[] Paths =
    [
        "/api/logs?limit=200", "/api/logs?text=answered+nothing", "/api/logs?filter=user.id+%3D+user-49x", "/api/logs?severity=17",
        "/api/traces?limit=200", "/api/traces?text=no+such+words", "/api/traces?filter=user.id+%3D+nobody", "/api/traces?min=1000",
        "/api/telemetry/logs?filter=user.id+%3D+user-49", "/api/telemetry/logs?search=answered&limit=1000", "/api/telemetry/spans?filter=user.id+%3D+user-49",
        "/api/telemetry/traces?limit=1000", "/api/telemetry/resources", "/api/home", "/api/map",
    ];

    public static async Task RunAsync(Form form, Collector figures)
    {
        using var dashboard = await DashboardUnderTest.StartAsync();
        await dashboard.FillAsync();
        foreach (var path in Paths)
        {
            await dashboard.Http.GetByteArrayAsync(new Uri(dashboard.Ui, path));
            for (var i = 0; i < form.Rounds * 3; i++)
            {
                var watch = Stopwatch.StartNew();
                await dashboard.Http.GetByteArrayAsync(new Uri(dashboard.Ui, path));
                figures.Add("answer over full stores", "", $"GET {path}", "time", "ms", watch.Elapsed.TotalMilliseconds);
            }
        }
    }
}
