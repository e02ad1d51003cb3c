using Belfry.Bench.Results;

namespace Belfry.Bench.Dashboard;

/// <summary>What a dashboard takes, how long its answers and pages take once its bounds are reached, and what it costs.</summary>
internal static class DashboardBench
{
    public static async Task RunAsync(Form form, Collector figures)
    {
        for (var round = 0; round < form.Rounds * 2; round++)
        {
            await StartBench.RunAsync(figures);
        }

        await IngestBench.RunAsync(form, figures);
        await AnswerBench.RunAsync(form, figures);
        await PageBench.RunAsync(form, figures);
        await MemoryBench.RunAsync(form, figures);
    }
}
