namespace Belfry.Bench.Dashboard;

/// <summary>
/// Resident memory once the bounds are reached and telemetry keeps coming: the bound on records with records of 0.3 KB, and the bound on bytes
/// with records of 1 KB. Wanted: under 250 MB, with run files too.
/// </summary>
internal static class MemoryBench
{
    public static async Task RunAsync()
    {
        foreach (var padding in new[] { 0, 700 })
        {
            foreach (var keepsRuns in new[] { false, true })
            {
                await RunAsync(padding, keepsRuns);
            }
        }
    }

    private static async Task RunAsync(int padding, bool keepsRuns)
    {
        using var dashboard = await DashboardUnderTest.StartAsync(keepsRuns);
        var figures = new Figures($"resident, {(padding == 0 ? 0.3 : 1)} KB records{(keepsRuns ? ", with run files" : "")}", "MB");
        await dashboard.FillAsync(padding);
        for (var i = 0; i < 5; i++)
        {
            await dashboard.FillAsync(padding);
            figures.Add(dashboard.ResidentMegabytes);
        }

        figures.Print();
    }
}
