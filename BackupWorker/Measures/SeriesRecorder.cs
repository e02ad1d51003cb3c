using Belfry.BackupWorker.Databases;

namespace Belfry.BackupWorker.Measures;

/// <summary>Measures for the charts of the panel.</summary>
internal sealed class SeriesRecorder(ProtectedDatabases databases, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            foreach (var database in databases.All)
            {
                // Its size alone is asked for: nothing is opened, which would drop SQLite's locks when closed.
                var file = new FileInfo(database.Job.Database);
                if (file.Exists)
                {
                    database.Series.Add(new Measure(time.GetUtcNow(), database.Stream.Lag, database.Stream.Status.WalBytes, file.Length));
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
