namespace Belfry.BackupWorker.Protection;

/// <summary>Asks for a backup as soon as there is a database, and then at every scheduled time, or once a pause is over. What failed is tried again at the next.</summary>
internal sealed partial class ScheduledBackups(
    Guardian guardian, BackupJob job, BackupSchedule schedule, WorkPause pause, TimeProvider time, ILogger<ScheduledBackups> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await guardian.ReadArchiveAsync(stoppingToken);
        await job.WaitForDatabaseAsync(stoppingToken);
        await BackUpAsync(stoppingToken);
        while (true)
        {
            await schedule.SleepAsync(time, stoppingToken);
            await BackUpAsync(stoppingToken);
        }
    }

    private async Task BackUpAsync(CancellationToken cancellation)
    {
        await pause.WaitAsync(cancellation);
        try
        {
            if (await guardian.TryBackUpAsync(patience: TimeSpan.Zero, steps: null, cancellation) is null)
            {
                LogSkipped();
            }
        }
        catch (FaultException)
        {
            // The guardian has logged it and shows it; this loop only has to live on.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A backup was due while another one was still running; it is skipped.")]
    private partial void LogSkipped();
}
