using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Streaming;
using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Protection;

/// <summary>How things stand.</summary>
/// <param name="RunningSince">When the job that runs began; null while none does.</param>
/// <param name="NewestGood">The newest verified backup.</param>
/// <param name="GoodAt">
/// When that was taken, by the clock as it was when it was proven: in a history that began before a clock was set back, the backups' own times stay ahead of it.
/// </param>
/// <param name="LastFailure">What went wrong since that was taken.</param>
internal sealed record Standing(DateTimeOffset? RunningSince, Backup? NewestGood, DateTimeOffset? GoodAt, Failure? LastFailure);

/// <summary>
/// Runs backup jobs one at a time, whoever asks for them, and lets the oldest backups go. Every failure passes through here:
/// it is logged, counted, shown until an attempt succeeds, and thrown to whoever asked.
/// </summary>
internal sealed partial class Guardian(
    BackupJob job, CommitStream stream, WorkPause pause, BackupTelemetry telemetry, BackupOptions options, TimeProvider time, ILogger<Guardian> logger) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Lock _lock = new();
    private volatile Standing _standing = new(RunningSince: null, NewestGood: null, GoodAt: null, LastFailure: null);

    public Standing Standing => _standing;

    /// <summary>Learns what an earlier run left in the archive, so that a restart does not look like the loss of all backups.</summary>
    public async Task ReadArchiveAsync(CancellationToken cancellation)
    {
        try
        {
            await ReviewAsync(cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            Failed(exception);
        }
    }

    /// <summary>Proves a backup once more; one that is not good does not count any more.</summary>
    /// <exception cref="FaultException">It is not good, it cannot be read, or another job is at work.</exception>
    public async Task<Backup> VerifyAsync(Archive archive, Backup chosen, IProgress<Step>? steps, CancellationToken cancellation)
    {
        try
        {
            return await ArchiveCare.VerifyAsync(archive, chosen, steps, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && exception is not FaultException { IsBusy: true })
        {
            throw new FaultException(Failed(exception));
        }
        finally
        {
            await ReviewAgainAsync(cancellation);
        }
    }

    /// <summary>Takes a backup and proves it; null when this process is taking one already, for all of <paramref name="patience"/>.</summary>
    /// <exception cref="FaultException">There is no new verified backup: something failed, or another job is at work in the archive, which is no failure yet.</exception>
    public async Task<Backup?> TryBackUpAsync(TimeSpan patience, IProgress<Step>? steps, CancellationToken cancellation)
    {
        if (!await _oneAtATime.WaitAsync(TimeSpan.Zero, cancellation))
        {
            steps?.Report(new Step("Waiting for another backup to end"));
            if (!await _oneAtATime.WaitAsync(patience, cancellation))
            {
                return null;
            }
        }

        Stand(standing => standing with { RunningSince = time.GetUtcNow() });
        try
        {
            var isFirst = _standing.NewestGood is null;
            var backup = await BackUpAsync(steps, cancellation);
            if (!isFirst && (stream.Holds(backup) || stream.OnlySnapshots is not null) && pause.LookUntil() is null)
            {
                await LetOldestGoAsync(cancellation);
            }

            return backup;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && exception is not FaultException { IsBusy: true })
        {
            var fault = Failed(exception);
            await ReviewAgainAsync(cancellation);
            throw new FaultException(fault);
        }
        finally
        {
            Stand(standing => standing with { RunningSince = null });
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<Backup> BackUpAsync(IProgress<Step>? steps, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var (backup, lacks) = await job.RunAsync(stream.TakeSnapshotAsync, steps, cancellation);
        var took = time.GetElapsedTime(started);
        var now = time.GetUtcNow();
        Stand(standing => standing with { NewestGood = backup, GoodAt = backup.TakenAt < now ? backup.TakenAt : now, LastFailure = null });
        if (lacks is not null)
        {
            Failed(new FaultException(lacks));
        }

        telemetry.Succeeded(backup, took);
        LogVerified(backup.Id, backup.Bytes, backup.RestoreTime?.TotalMilliseconds, took.TotalMilliseconds);
        return backup;
    }

    /// <summary>The backup before it is good whether or not this succeeds, so a failure is shown but not thrown.</summary>
    private async Task LetOldestGoAsync(CancellationToken cancellation)
    {
        try
        {
            var deleted = await job.TidyAsync(options, cancellation);
            if (deleted > 0)
            {
                LogDeleted(deleted, options.Keep);
            }
        }
        catch (FaultException busy) when (busy.IsBusy)
        {
            // Somebody takes a backup by hand; the next one lets the oldest go.
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            Failed(exception);
        }
    }

    private Fault Failed(Exception exception)
    {
        var fault = Faults.Of(exception);
        Stand(standing => standing with { LastFailure = new Failure(time.GetUtcNow(), Faults.ForOthers(fault)) });
        telemetry.Failed(fault);
        LogFailed(fault.Code == FaultCode.Unexpected ? exception : null, fault.What, fault.Why, fault.Next);
        return fault;
    }

    /// <summary>Finds the newest good backup by what the archive says now, unless one was proven while it was read.</summary>
    private async Task ReviewAsync(CancellationToken cancellation)
    {
        var before = _standing.NewestGood;
        var archive = await job.OpenArchiveAsync(cancellation);
        var backups = await archive.ListAsync(cancellation);

        // The one that counts already does so whatever time it carries.
        var newest = backups.FirstOrDefault(backup => backup.State == BackupState.Verified && (backup.Id == before?.Id || !Choice.IsFromTheFuture(backup, time.GetUtcNow())));
        if (newest?.Id != before?.Id)
        {
            Stand(standing => standing.NewestGood == before ? standing with { NewestGood = newest, GoodAt = newest?.TakenAt } : standing);
        }
    }

    /// <summary>Looks whether the newest good backup is still one: anybody may have found out by <c>belfry verify</c> that it is not.</summary>
    private async Task ReviewAgainAsync(CancellationToken cancellation)
    {
        try
        {
            await ReviewAsync(cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // An archive that cannot be read is told of by what failed before, or by the next backup.
        }
    }

    /// <summary>A job, an order to verify and a look at the archive may end at the same time.</summary>
    private void Stand(Func<Standing, Standing> change)
    {
        lock (_lock)
        {
            telemetry.Stands(_standing = change(_standing));
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Backup {Id} is verified: {Bytes} bytes, restored and checked in {RestoreMilliseconds:0} ms, {TotalMilliseconds:0} ms in all.")]
    private partial void LogVerified(string id, long bytes, double? restoreMilliseconds, double totalMilliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} objects that the newest {Keep} backups and the history do not need.")]
    private partial void LogDeleted(int count, int keep);

    [LoggerMessage(Level = LogLevel.Error, Message = "{What} Why: {Why} Next: {Next} The next scheduled time tries again.")]
    private partial void LogFailed(Exception? exception, string what, string why, string next);
}
