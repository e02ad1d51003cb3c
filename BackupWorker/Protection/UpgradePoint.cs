using Belfry.BackupWorker.Streaming;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Protection;

/// <summary>
/// The state before an upgrade, for an application that asks for it while nobody writes. An undo returns to it as it does to the state before a restore.
/// </summary>
internal sealed class UpgradePoint(BackupJob job, Guardian guardian, CommitStream stream, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private const string Upgrade = "upgrade";

    private readonly Lock _lock = new();
    private Task<NamedPoint>? _running;

    /// <summary>
    /// Names the newest commit once the archive has it. Where commits are not streamed, a backup is taken and proven. Nobody who goes away stops it: whoever asks
    /// meanwhile waits for the same, and whoever asks again before anything changed gets the same point.
    /// </summary>
    /// <exception cref="FaultException">Commits are not streamed, and no backup can be taken.</exception>
    /// <exception cref="StorageException">The archive cannot be used.</exception>
    public Task<NamedPoint> KeepAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_running is null or { IsCompleted: true })
            {
                _running = Task.Run(() => FindOrMakeAsync(lifetime.ApplicationStopping), CancellationToken.None);
            }

            return _running.WaitAsync(cancellation);
        }
    }

    private async Task<NamedPoint> FindOrMakeAsync(CancellationToken cancellation)
    {
        var archive = await job.OpenArchiveAsync(cancellation);
        var newest = (await archive.PointsAsync(cancellation)).Where(point => point.Name.StartsWith($"{LiveDatabase.SafetyName}{Upgrade}-", StringComparison.Ordinal)).MaxBy(point => point.CreatedAt);
        if (await stream.NewestAsync(cancellation) is { } commit)
        {
            return newest is not null && commit == RestorePoint.Commit(newest.Lineage, newest.Position) ? newest : await NameAsync(archive, commit, cancellation);
        }

        if (newest is not null && newest.Time.UtcDateTime > LastWrite())
        {
            return newest;
        }

        var backup = await guardian.TryBackUpAsync(patience: TimeSpan.Zero, steps: null, cancellation)
            ?? throw new FaultException(Faults.ArchiveBusy(archive.Place, "The state before the upgrade was not kept."));
        return await NameAsync(archive, RestorePoint.Backup(backup.Id), cancellation);
    }

    private Task<NamedPoint> NameAsync(Archive archive, RestorePoint point, CancellationToken cancellation) =>
        LiveDatabase.KeepAsync(archive, Upgrade, point, time.GetUtcNow(), cancellation);

    /// <summary>When something was last written to the database. A WAL without content is only a sign that somebody has opened it.</summary>
    private DateTime LastWrite() => ((string[])[job.Database, $"{job.Database}-wal"])
        .Select(path => new FileInfo(path))
        .Where(file => file is { Exists: true, Length: > 0 })
        .Max(file => file.LastWriteTimeUtc);
}
