using System.Diagnostics;
using Belfry.Bench.Dashboard;
using Belfry.Bench.Results;

namespace Belfry.Bench.Growth;

/// <summary>A search that looks at every record and a page of the newest, over fuller and fuller stores; the last is at its bounds.</summary>
internal static class DashboardGrowth
{
    private static readonly double[] Parts = [0.05, 0.2, 0.65];
    private static readonly (string Name, string Path)[] Queries =
        [("search of all logs", "/api/logs?text=no+such+words"), ("search of all traces", "/api/traces?text=no+such+words"), ("newest 200 logs", "/api/logs?limit=200")];

    public static async Task RunAsync(Form form, Collector figures)
    {
        foreach (var part in Parts)
        {
            using var dashboard = await DashboardUnderTest.StartAsync();
            await dashboard.FillAsync(part: form.Quick ? part / 10 : part);
            foreach (var (name, path) in Queries)
            {
                var address = new Uri(dashboard.Ui, path);
                await dashboard.Http.GetByteArrayAsync(address);
                var clock = Stopwatch.StartNew();
                const int Times = 5;
                for (var i = 0; i < Times; i++)
                {
                    await dashboard.Http.GetByteArrayAsync(address);
                }

                figures.Add("dashboard: time of a query", $"{part * 300 * Batch.Records:#,0} records", Figure.Own, name, "ms", clock.Elapsed.TotalMilliseconds / Times);
            }
        }
    }
}
