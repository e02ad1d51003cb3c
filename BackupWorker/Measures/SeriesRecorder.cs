using Belfry.BackupWorker.Protection;
using Belfry.BackupWorker.Streaming;

namespace Belfry.BackupWorker.Measures;

/// <summary>Measures for the charts of the panel.</summary>
internal sealed class SeriesRecorder(Series series, CommitStream stream, BackupJob job, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            // Its size alone is asked for: nothing is opened, which would drop SQLite's locks when closed.
            var file = new FileInfo(job.Database);
            if (file.Exists)
            {
                series.Add(new Measure(time.GetUtcNow(), stream.Lag, stream.Status.WalBytes, file.Length));
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
