using Belfry.Bench.Results;

namespace Belfry.Bench.Dashboard;

/// <summary>From nothing to the first answer, and what it costs to sit there. </summary>
internal static class StartBench
{
    public static async Task RunAsync(Collector figures)
    {
        using var dashboard = await DashboardUnderTest.StartAsync();
        figures.Add("start", "", Figure.Own, "to first answer", "ms", dashboard.Started.TotalMilliseconds);
        figures.Add("start", "", Figure.Own, "processor", "ms", dashboard.Processor.TotalMilliseconds);
        figures.Add("start", "", Figure.Own, "resident", "MB", dashboard.ResidentMegabytes);
    }
}
