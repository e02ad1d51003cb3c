using Belfry.Bench.Results;

namespace Belfry.Bench.Host;

/// <summary>The whole application as a process and inside a test, beside the same programs started by hand.</summary>
internal static class HostBench
{
    public static async Task RunAsync(Form form, Collector figures)
    {
        for (var round = 0; round < form.Rounds; round++)
        {
            await RunBench.RunAsync(figures);
            await ByHand.RunAsync(figures);
            await FixtureBench.RunAsync(figures);
        }
    }
}
