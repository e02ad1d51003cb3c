using Belfry.Bench.Results;

namespace Belfry.Bench.Growth;

/// <summary>Everything once more at three sizes: what one unit costs should stay flat.</summary>
internal static class GrowthBench
{
    public static async Task RunAsync(Form form, Collector figures)
    {
        for (var round = 0; round < form.Rounds; round++)
        {
            await WriterBench.RunAsync(form, figures);
            await CopyGrowth.RunAsync(form, figures);
            await DashboardGrowth.RunAsync(form, figures);
            await HostGrowth.RunAsync(figures);
        }

        await ApiGrowth.RunAsync(form, figures);
    }
}
