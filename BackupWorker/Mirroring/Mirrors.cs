using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Mirroring;
using Belfry.Storage.Retention;

namespace Belfry.BackupWorker.Mirroring;

/// <summary>The mirrors of the archive, copied to and pruned for as long as this worker streams into the archive, but for pauses.</summary>
internal sealed partial class Mirrors(IReadOnlyList<MirrorPlace> places, BackupJob job, BackupOptions options, WorkPause pause, TimeProvider time, ILoggerFactory loggers)
{
    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);

    /// <summary>How soon a pause is noticed: as often as a mirror looks for something to copy.</summary>
    private static readonly TimeSpan Look = new MirrorOptions().Interval;

    private readonly ILogger _logger = loggers.CreateLogger<Mirrors>();
    private volatile IReadOnlyList<Mirror> _running = [];

    /// <summary>How each stands, during a pause as it was at its beginning; none while this worker does not stream.</summary>
    public IReadOnlyList<MirrorStatus> Status => [.. _running.Select(mirror => mirror.Status)];

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(Archive archive, CancellationToken cancellation)
    {
        var work = Path.Combine(archive.WorkFolder, "state", "mirrors");
        Forget(work);
        try
        {
            if (places.Count == 0)
            {
                await Task.Delay(Timeout.Infinite, cancellation);
                return;
            }

            while (true)
            {
                await pause.WaitAsync(cancellation);
                await CopyAsync(archive, work, cancellation);
            }
        }
        finally
        {
            _running = [];
        }
    }

    /// <summary>Returns when a pause begins.</summary>
    private async Task CopyAsync(Archive archive, string work, CancellationToken cancellation)
    {
        var targets = places.Select((place, number) => (Place: place, Target: place.Open(job.Name, Path.Combine(work, $"{number}")))).ToList();
        var running = targets.Select(entry => (entry.Place, entry.Target, Mirror: archive.MirrorTo(entry.Target, logger: loggers.CreateLogger<Mirror>()))).ToList();
        try
        {
            _running = [.. running.Select(entry => entry.Mirror)];
            for (var pruned = time.GetTimestamp(); pause.LookUntil() is null; await Task.Delay(Look, time, cancellation))
            {
                if (time.GetElapsedTime(pruned) < PruneEvery)
                {
                    continue;
                }

                pruned = time.GetTimestamp();
                foreach (var (place, target, mirror) in running)
                {
                    await PruneAsync(place, target, mirror, cancellation);
                }
            }
        }
        finally
        {
            foreach (var (_, target, mirror) in running)
            {
                await mirror.DisposeAsync();
                (target as IDisposable)?.Dispose();
            }
        }
    }

    /// <summary>One mirror that cannot be reached keeps neither the others nor the worker; its status tells what is wrong.</summary>
    private async Task PruneAsync(MirrorPlace place, ITarget target, Mirror mirror, CancellationToken cancellation)
    {
        try
        {
            var there = await BackupJob.OpenArchiveAsync(target, options.ReadKeys(), job.Name, cancellation);
            var pruned = await mirror.PruneAsync(
                there, new RetentionPolicy { Last = place.Keep ?? options.Keep, History = options.History, Grace = options.Grace }, cancellation);
            if (pruned.Refused.Count > 0)
            {
                LogRefused(target.Description, pruned.Refused.Count);
            }
        }
        catch (StorageException failure)
        {
            LogNotPruned(failure.Message);
        }
        catch (OperationCanceledException)
        {
            // The worker stops.
        }
    }

    /// <summary>Removes what a killed worker had on its way; the caller streams, so nobody else has anything there.</summary>
    private static void Forget(string work)
    {
        if (Directory.Exists(work))
        {
            Directory.Delete(work, recursive: true);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Place} did not let {Count} objects be deleted that are no longer needed there; they stay.")]
    private partial void LogRefused(string place, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mirror was not pruned; it is tried again in an hour. {Failure}")]
    private partial void LogNotPruned(string failure);
}
