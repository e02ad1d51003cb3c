using System.Diagnostics;
using Belfry.Storage.Wal;
using Microsoft.Extensions.Logging;

namespace Belfry.Storage.Following;

/// <summary>Keeps the WAL short: a checkpoint when it passed its limit, an alarm when none succeeds, and a way out while the archive is away.</summary>
internal sealed partial class WalLimit(string path, FollowerOptions options, ILogger logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WarnAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WarnAgainAfter = TimeSpan.FromMinutes(10);

    private bool _letGo;
    private long _tried;
    private long _nextBytes;
    private DateTimeOffset _warnAt;

    /// <summary>Since when no checkpoint succeeded although one was due.</summary>
    public DateTimeOffset? BlockedSince { get; private set; }

    /// <summary>Why, one sentence.</summary>
    public string? BlockedBy { get; private set; }

    /// <summary>Checkpoints when it is time. That it cannot is not a failure of following: commits are archived in any case.</summary>
    public async Task KeepAsync(Lineage lineage, long walBytes, CancellationToken cancellation)
    {
        _letGo = false;
        if (walBytes <= options.CheckpointBytes)
        {
            (BlockedSince, BlockedBy, _nextBytes) = (null, null, 0);
        }
        else if ((BlockedSince is null || walBytes > _nextBytes || Stopwatch.GetElapsedTime(_tried) > RetryAfter) && lineage.Wal.IsCopiedAhead())
        {
            BlockedBy = await TryAsync(lineage, cancellation).ConfigureAwait(false);
            (_tried, _nextBytes) = (Stopwatch.GetTimestamp(), walBytes + options.CheckpointBytes);
            Note(walBytes, DateTimeOffset.UtcNow);
        }
    }

    /// <summary>
    /// After a failure: whether the WAL grew so long that the lineage has to be given up. The WAL is copied then, and at later failures when it is
    /// long again: commits that are not archived are in the database, and the next lineage begins with a snapshot of it.
    /// </summary>
    public async Task<bool> LetsGoAsync(Lineage? lineage)
    {
        try
        {
            if (lineage is null && (!_letGo || !IsLong()))
            {
                return false;
            }

            using var following = lineage is null ? WalFollower.Start(path) : null;
            var wal = following ?? lineage!.Wal;
            if (wal.BytesInUse() <= options.MaxWalBytes)
            {
                return false;
            }

            _letGo = true;
            await wal.CheckpointAsync(static _ => { }).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The failure that led here was told already; the next one leads here again.
        }

        return lineage is not null && _letGo;
    }

    /// <summary>Tells a WAL that is surely short without opening it: the file keeps its length when it is begun anew.</summary>
    private bool IsLong() => new FileInfo(path + "-wal") is { Exists: true } wal && wal.Length > options.MaxWalBytes;

    private async Task<string?> TryAsync(Lineage lineage, CancellationToken cancellation)
    {
        try
        {
            return await lineage.CheckpointAsync(cancellation).ConfigureAwait(false) ? null : Blockers();
        }
        catch (StorageException failure) when (failure.SqliteCode != 0 && failure.Error != StorageError.Corrupt)
        {
            return failure.Why; // a full disk, for one
        }
    }

    private string Blockers()
    {
        const string somebody = "A long read or a long write of another connection.";
        var seen = WalUsers.Find(path);
        return seen.Count == 0 ? somebody : $"{somebody} Other processes that read or write now: {string.Join(", ", seen)}.";
    }

    private void Note(long walBytes, DateTimeOffset now)
    {
        if (BlockedBy is null)
        {
            BlockedSince = null;
            return;
        }

        if (BlockedSince is null)
        {
            (BlockedSince, _warnAt) = (now, now + WarnAfter);
        }

        if (now >= _warnAt)
        {
            _warnAt = now + WarnAgainAfter;
            LogBlocked(walBytes, BlockedSince.Value, BlockedBy);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The WAL of {Bytes} bytes cannot be copied into the database file since {Since:u}, and grows. The reason: {Reason}")]
    private partial void LogBlocked(long bytes, DateTimeOffset since, string reason);
}
