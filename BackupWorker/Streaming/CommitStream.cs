using Belfry.BackupWorker.Mirroring;
using Belfry.BackupWorker.Protection;
using Belfry.Storage.Backup;
using Belfry.Storage.Following;
using Belfry.Storage.Restore;
using Belfry.Storage;

namespace Belfry.BackupWorker.Streaming;

/// <summary>
/// Streams every commit of the database into the archive for as long as the service runs. One worker at a time streams into an archive;
/// another one waits for its turn. Storage's follower does the work, retries included; what it cannot survive begins here anew.
/// </summary>
internal sealed partial class CommitStream : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Seldom: where there is no WAL, whoever reads keeps others from committing for that moment.</summary>
    private static readonly TimeSpan ModeLook = TimeSpan.FromSeconds(5);

    private readonly BackupJob _job;
    private readonly Mirrors _mirrors;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private volatile Follower? _follower;
    private volatile string? _failure;
    private volatile string? _onlySnapshots;

    public CommitStream(BackupJob job, Mirrors mirrors, BackupTelemetry telemetry, ILoggerFactory loggers)
    {
        (_job, _mirrors, _loggers, _logger) = (job, mirrors, loggers, loggers.CreateLogger<CommitStream>());
        telemetry.Follows(this);
    }

    /// <summary>What the follower did last; only a failure while there is none.</summary>
    public FollowerStatus Status => _follower?.Status ?? new FollowerStatus(null, 0, null, null, null, 0, _onlySnapshots ?? _failure, null);

    /// <summary>Why the commits of this database cannot be streamed at all, so that only snapshots protect it; null when they can, or that is not known yet.</summary>
    public string? OnlySnapshots => _onlySnapshots;

    /// <summary>The archive holds every commit that is older than this; null before the first look.</summary>
    public TimeSpan? Lag => Status.CheckedAt is { } at ? DateTimeOffset.UtcNow - at : null;

    /// <summary>Whether a backup lies in the history that is being streamed, which a restore to a later commit needs.</summary>
    public bool Holds(Backup backup) => Status.Lineage is { } lineage && backup.ObjectName.Contains($"/{lineage}/", StringComparison.Ordinal);

    /// <summary>
    /// A backup that holds everything committed before the call: within the history that is streamed, or standing alone while streaming fails.
    /// An unproven snapshot of this very commit is used as it is, so that the one a history begins with is not taken twice.
    /// </summary>
    public async Task<Backup> TakeSnapshotAsync(Archive archive, CancellationToken cancellation)
    {
        if (await CaughtUpAsync(cancellation) is not { } follower)
        {
            return await archive.TakeSnapshotAsync(_job.Database, cancellation);
        }

        var here = $"/{follower.Status.Lineage}/snapshots/{follower.Status.Position:x16}-";
        var backups = await archive.ListAsync(cancellation);
        return backups.FirstOrDefault(backup => backup.State == BackupState.Unverified && backup.ObjectName.Contains(here, StringComparison.Ordinal))
            ?? await WithinLineageAsync(follower, cancellation)
            ?? await archive.TakeSnapshotAsync(_job.Database, cancellation);
    }

    /// <summary>The newest commit, once the archive holds everything committed before the call; null while streaming fails.</summary>
    public async Task<RestorePoint?> NewestAsync(CancellationToken cancellation) =>
        await CaughtUpAsync(cancellation) is { Status: { Lineage: { } lineage, Position: var position } } ? RestorePoint.Commit(lineage, position) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogWaiting(_job.Database);
        await _job.WaitForDatabaseAsync(stoppingToken);
        while (true)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Tell(Faults.Of(exception));
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        var archive = await _job.OpenArchiveAsync(cancellation);
        await archive.ProveKeysAsync(cancellation);
        using var lease = await TakeLeaseAsync(archive, cancellation);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var mirroring = _mirrors.RunAsync(archive, end.Token);
        try
        {
            await WaitForWalAsync(mirroring, cancellation);
            _failure = null;
            await FollowAsync(archive, mirroring, cancellation);
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAny(mirroring);
        }
    }

    /// <summary>Returns once the database is not in WAL mode any more.</summary>
    private async Task FollowAsync(Archive archive, Task mirroring, CancellationToken cancellation)
    {
        await using var follower = archive.Follow(_job.Database, logger: _loggers.CreateLogger<Follower>());
        try
        {
            _follower = follower;
            while (await Task.WhenAny(mirroring, Task.Delay(ModeLook, cancellation)) != mirroring)
            {
                cancellation.ThrowIfCancellationRequested();
                if (follower.Status.Failure is not null && JournalMode.Hindrance(_job.Database) is not null)
                {
                    return;
                }
            }

            await mirroring;
        }
        finally
        {
            _follower = null;
        }
    }

    /// <summary>Logged once for as long as it stays the same.</summary>
    private void Tell(Fault fault)
    {
        var failure = $"{fault.What} {fault.Why}";
        if (failure != _failure)
        {
            LogFailed(fault.What, fault.Why, fault.Next);
        }

        _failure = failure;
    }

    /// <summary>Returns once commits can be streamed.</summary>
    private async Task WaitForWalAsync(Task mirroring, CancellationToken cancellation)
    {
        while (JournalMode.Hindrance(_job.Database) is { } why)
        {
            if (_onlySnapshots is null)
            {
                LogOnlySnapshots(why);
            }

            _onlySnapshots = why;
            await await Task.WhenAny(mirroring, Task.Delay(ModeLook, cancellation));
        }

        _onlySnapshots = null;
    }

    /// <summary>A job that cleans up holds the lease for a moment; another worker keeps it.</summary>
    private static async Task<IDisposable> TakeLeaseAsync(Archive archive, CancellationToken cancellation)
    {
        const int tries = 25;
        for (var i = 0; i < tries; i++)
        {
            if (ArchiveLock.TryTakeStream(archive.WorkFolder) is { } lease)
            {
                return lease;
            }

            await Task.Delay(Look, cancellation);
        }

        throw new FaultException(Faults.StreamTaken(archive.Place));
    }

    /// <summary>Waits until the archive holds everything committed before the call; null when streaming fails. By the number of a look: whoever waits has the turn to run a job, and a clock may be set back by days.</summary>
    private async Task<Follower?> CaughtUpAsync(CancellationToken cancellation)
    {
        (Follower? asked, long look) = (null, 0);
        while (Status.Failure is null)
        {
            if (_follower is { } follower)
            {
                (asked, look) = follower == asked ? (asked, look) : (follower, follower.LookNow());
                if (follower.Status.Look >= look)
                {
                    return follower;
                }
            }

            await Task.Delay(Look, cancellation);
        }

        return null;
    }

    /// <summary>Null when streaming fails meanwhile. The request then stays in the follower's queue, but nobody waits for it.</summary>
    private static async Task<Backup?> WithinLineageAsync(Follower follower, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var snapshot = follower.TakeSnapshotAsync(patience.Token);
        try
        {
            while (await Task.WhenAny(snapshot, Task.Delay(Look, cancellation)) != snapshot)
            {
                if (follower.Status.Failure is not null)
                {
                    await patience.CancelAsync();
                    return null;
                }
            }

            return await snapshot;
        }
        catch (StorageException)
        {
            return null; // the snapshot that is taken instead says what is wrong, if it still is
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Streaming the commits of {Database} as soon as it exists and has its tables.")]
    private partial void LogWaiting(string database);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Why}")]
    private partial void LogOnlySnapshots(string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "{What} Why: {Why} Next: {Next} It is tried again every two seconds.")]
    private partial void LogFailed(string what, string why, string next);
}
