using Belfry.Bench.Results;

namespace Belfry.Bench.Dashboard;

/// <summary>
/// Resident memory once the bounds are reached and telemetry keeps coming: the bound on records with records of 0.3 KB; the bound on bytes with
/// records of 1 KB and metrics full as well (run files written too); and on top of that five full consoles.
/// </summary>
internal static class MemoryBench
{
    public static async Task RunAsync(Form form, Collector figures)
    {
        await RunAsync(form, figures, padding: 0);
        await RunAsync(form, figures, padding: 700);
    }

    private static async Task RunAsync(Form form, Collector figures, int padding)
    {
        using var dashboard = await DashboardUnderTest.StartAsync(keepsRuns: true);
        if (padding > 0)
        {
            await dashboard.FillMetricsAsync();
        }

        var what = padding == 0 ? "records of 0.3 KB" : "records of 1 KB, metrics";
        await MeasureAsync(form, figures, dashboard, padding, what);
        if (padding > 0)
        {
            using var feed = await BenchFeed.DialAsync(dashboard.Ui, resources: 5);
            await MeasureAsync(form, figures, dashboard, padding, $"{what}, consoles");
        }
    }

    private static async Task MeasureAsync(Form form, Collector figures, DashboardUnderTest dashboard, int padding, string what)
    {
        await dashboard.FillAsync(padding);
        for (var i = 0; i < form.Rounds; i++)
        {
            await dashboard.FillAsync(padding);
            figures.Add("memory at the bounds", what, Figure.Own, "resident", "MB", dashboard.ResidentMegabytes);
        }
    }
}
