namespace Belfry.BackupWorker.Protection;

/// <summary>
/// Asks for a backup as soon as there is a database, and then at every scheduled time, or once a pause is over. What failed is tried again at the next; what met another job, such as a
/// drill of the same time, until that has ended.
/// </summary>
internal sealed partial class ScheduledBackups(
    Guardian guardian, BackupJob job, BackupSchedule schedule, WorkPause pause, TimeProvider time, ILogger<ScheduledBackups> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await guardian.ReadArchiveAsync(stoppingToken);
        await job.WaitForDatabaseAsync(stoppingToken);
        while (true)
        {
            await BackUpAsync(stoppingToken);
            Memory.GiveBack();
            await schedule.SleepAsync(time, stoppingToken);
        }
    }

    private async Task BackUpAsync(CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            await pause.WaitAsync(cancellation);
            try
            {
                if (await guardian.TryBackUpAsync(patience: TimeSpan.Zero, steps: null, cancellation) is null)
                {
                    LogSkipped();
                }

                return;
            }
            catch (FaultException busy) when (busy.IsBusy)
            {
                if (tries == 1)
                {
                    LogWaiting();
                }
            }
            catch (FaultException)
            {
                return; // the guardian has logged it and shows it; this loop only has to live on
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A backup was due while another one was still running; it is skipped.")]
    private partial void LogSkipped();

    [LoggerMessage(Level = LogLevel.Information, Message = "A backup is due while another job is at work in the archive; it is tried again every minute until that has ended.")]
    private partial void LogWaiting();
}
