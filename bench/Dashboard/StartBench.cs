namespace Belfry.Bench.Dashboard;

/// <summary>From nothing to the first answer, and what it costs to sit there. Wanted: under 400 ms, under 80 MB.</summary>
internal static class StartBench
{
    public static async Task RunAsync()
    {
        var (start, processor, idle) = (new Figures("start to first answer", "ms"), new Figures("processor time of a start", "ms"), new Figures("resident when idle", "MB"));
        for (var i = 0; i < 10; i++)
        {
            using var dashboard = await DashboardUnderTest.StartAsync();
            start.Add(dashboard.Started.TotalMilliseconds);
            processor.Add(dashboard.Processor.TotalMilliseconds);
            idle.Add(dashboard.ResidentMegabytes);
        }

        start.Print();
        processor.Print();
        idle.Print();
    }
}
