using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Options;

namespace Belfry.BackupWorker.Protection;

/// <summary>How the newest drill went; both null before the first.</summary>
internal sealed record DrillStanding(DrillDocument? Newest, Failure? Failure);

/// <summary>
/// Rehearses a restore at every scheduled time, or once a pause is over, and on demand, so that a bad day is not the first time. A drill that fails degrades the health until one succeeds.
/// </summary>
internal sealed partial class Rehearsals(
    BackupJob job, WorkPause pause, BackupOptions options, BackupTelemetry telemetry, TimeProvider time, ILogger<Rehearsals> logger) : BackgroundService
{
    private const int Remembered = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private volatile DrillStanding _standing = new(null, null);
    private volatile IReadOnlyList<RehearsalDocument> _ended = [];

    public DrillStanding Standing => _standing;

    /// <summary>The newest since the start, newest first.</summary>
    public IReadOnlyList<RehearsalDocument> Ended => _ended;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.DrillSchedule == BackupOptions.Never)
        {
            return;
        }

        var schedule = BackupSchedule.Parse(options.DrillSchedule);
        while (true)
        {
            await schedule.SleepAsync(time, stoppingToken);
            await pause.WaitAsync(stoppingToken);
            await RehearseInTurnAsync(stoppingToken);
            Memory.GiveBack();
        }
    }

    /// <exception cref="FaultException">Another job is at work, or the drill failed.</exception>
    public async Task<DrillDocument> RehearseAsync(IProgress<Step>? steps, CancellationToken cancellation)
    {
        try
        {
            var archive = await job.OpenArchiveAsync(cancellation);
            var drill = await Drill.RunAsync(archive, job.Suggest, steps, cancellation);
            _standing = new DrillStanding(drill, Failure: null);
            Remember(drill, reason: null);
            telemetry.Drilled(drill);
            LogDrilled(drill.Id, drill.Milliseconds);
            return drill;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && exception is not FaultException { IsBusy: true })
        {
            var fault = Faults.Of(exception);
            _standing = _standing with { Failure = new Failure(time.GetUtcNow(), Faults.ForOthers(fault)) };
            Remember(drill: null, _standing.Failure!.Reason);
            telemetry.Failed(fault);
            LogFailed(fault.Code == FaultCode.Unexpected ? exception : null, fault.What, fault.Why, fault.Next);
            throw new FaultException(fault);
        }
    }

    /// <summary>A backup of a large database takes its time; the drill comes after it, not tomorrow.</summary>
    private async Task RehearseInTurnAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await RehearseAsync(steps: null, cancellation);
                return;
            }
            catch (FaultException busy) when (busy.IsBusy)
            {
                await Task.Delay(Pause, time, cancellation);
            }
            catch (FaultException)
            {
                return; // told above; the next time tries again
            }
        }
    }

    /// <summary>One ends at a time: whoever rehearses has the archive's turn.</summary>
    private void Remember(DrillDocument? drill, string? reason) =>
        _ended = [new RehearsalDocument(time.GetUtcNow().UtcDateTime, drill, reason), .. _ended.Take(Remembered - 1)];

    [LoggerMessage(Level = LogLevel.Information, Message = "A drill restored commit {Id} in {Milliseconds} ms, and every check passed.")]
    private partial void LogDrilled(string id, long milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "A drill failed. {What} Why: {Why} Next: {Next}")]
    private partial void LogFailed(Exception? exception, string what, string why, string next);
}
