using Belfry.Bench.Results;

namespace Belfry.Bench.Host;

/// <summary>The whole application as a process and inside a test, beside the same programs started by hand.</summary>
internal static class HostBench
{
    /// <summary>As its user builds it: for debugging.</summary>
    public static string Built(string project, string file) => Path.Combine(Repository.Folder, "artifacts/bin", project, "debug", file);

    public static async Task RunAsync(Form form, Collector figures)
    {
        Tools.Run(Repository.Folder, "dotnet", "build", "AppHost", "--verbosity", "quiet", "-nodeReuse:false");
        for (var round = 0; round < form.Rounds; round++)
        {
            await RunBench.RunAsync(figures);
            await ByHand.RunAsync(figures);
            await FixtureBench.RunAsync(figures);
        }
    }
}
