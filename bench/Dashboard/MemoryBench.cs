namespace Belfry.Bench.Dashboard;

/// <summary>
/// Resident memory once the bounds are reached and telemetry keeps coming: the bound on records with records of 0.3 KB; the bound on bytes with
/// records of 1 KB and metrics full as well (wanted: under 250 MB, with run files too); and on top of that five full consoles.
/// </summary>
internal static class MemoryBench
{
    public static async Task RunAsync()
    {
        foreach (var keepsRuns in new[] { false, true })
        {
            await RunAsync(padding: 0, keepsRuns);
            await RunAsync(padding: 700, keepsRuns);
        }
    }

    private static async Task RunAsync(int padding, bool keepsRuns)
    {
        using var dashboard = await DashboardUnderTest.StartAsync(keepsRuns);
        if (padding > 0)
        {
            await dashboard.FillMetricsAsync();
        }

        var what = $"{(padding == 0 ? "0.3 KB records" : "1 KB records, metrics")}{(keepsRuns ? ", run files" : "")}";
        await MeasureAsync(dashboard, padding, what);
        if (padding > 0)
        {
            using var feed = await BenchFeed.DialAsync(dashboard.Ui, resources: 5);
            await MeasureAsync(dashboard, padding, $"{what}, consoles");
        }
    }

    private static async Task MeasureAsync(DashboardUnderTest dashboard, int padding, string what)
    {
        var figures = new Figures($"resident, {what}", "MB");
        await dashboard.FillAsync(padding);
        for (var i = 0; i < 5; i++)
        {
            await dashboard.FillAsync(padding);
            figures.Add(dashboard.ResidentMegabytes);
        }

        figures.Print();
    }
}
