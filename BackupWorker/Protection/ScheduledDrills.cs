using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Options;
using Microsoft.Extensions.Options;

namespace Belfry.BackupWorker.Protection;

/// <summary>How the newest scheduled drill went; both null before the first.</summary>
internal sealed record DrillStanding(DrillDocument? Newest, Failure? Failure);

/// <summary>Rehearses a restore at every scheduled time, so that a bad day is not the first time. A drill that fails degrades the health until one succeeds.</summary>
internal sealed partial class ScheduledDrills(
    BackupJob job, IOptions<BackupOptions> options, BackupTelemetry telemetry, TimeProvider time, ILogger<ScheduledDrills> logger) : BackgroundService
{
    private volatile DrillStanding _standing = new(null, null);

    public DrillStanding Standing => _standing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.DrillSchedule == BackupOptions.Never)
        {
            return;
        }

        var schedule = BackupSchedule.Parse(options.Value.DrillSchedule);
        while (true)
        {
            await schedule.SleepAsync(time, stoppingToken);
            await RehearseAsync(stoppingToken);
        }
    }

    private async Task RehearseAsync(CancellationToken cancellation)
    {
        try
        {
            var archive = await job.OpenArchiveAsync(cancellation);
            var drill = await Drill.RunAsync(archive, command => $"belfry {command}", steps: null, cancellation);
            _standing = new DrillStanding(drill, Failure: null);
            telemetry.Drilled(drill);
            LogDrilled(drill.Id, drill.Milliseconds);
        }
        catch (FaultException busy) when (busy.Fault.Code == FaultCode.ArchiveBusy)
        {
            LogSkipped();
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            var fault = Faults.Of(exception);
            _standing = _standing with { Failure = new Failure(time.GetUtcNow(), Faults.ForOthers(fault)) };
            telemetry.Failed(fault);
            LogFailed(fault.Code == FaultCode.Unexpected ? exception : null, fault.What, fault.Why, fault.Next);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A drill restored commit {Id} in {Milliseconds} ms, and every check passed.")]
    private partial void LogDrilled(string id, long milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A drill was due while another job was running; it is skipped.")]
    private partial void LogSkipped();

    [LoggerMessage(Level = LogLevel.Error, Message = "A drill failed. {What} Why: {Why} Next: {Next}")]
    private partial void LogFailed(Exception? exception, string what, string why, string next);
}
