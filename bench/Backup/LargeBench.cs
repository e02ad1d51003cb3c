using Belfry.Bench.Results;

namespace Belfry.Bench.Backup;

/// <summary>Backup and restore of a database of 4 GB. It takes an hour, and 25 GB of disk.</summary>
internal static class LargeBench
{
    public static async Task RunAsync(Form form, Collector figures)
    {
        var (megabytes, commits) = form.Quick ? (32, 1_000) : (4096, 100_000);
        await BackupBench.RunAsync(figures, megabytes, form.Rounds);
        await RestoreBench.RunAsync(figures, megabytes, commits, form.Rounds);
    }
}
