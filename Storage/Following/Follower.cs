using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Wal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Belfry.Storage.Following;

/// <summary>
/// Streams every commit of a live database into an archive until it is disposed, and checkpoints the database meanwhile. It works beside any program
/// that writes the database in WAL mode, never writes to the database itself, and begins a new lineage whenever it cannot prove that it saw everything.
/// </summary>
public sealed partial class Follower : IAsyncDisposable
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private readonly string _path;
    private readonly ObjectStore _store;
    private readonly string _statePath;
    private readonly FollowerOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly SnapshotQueue _snapshots;
    private readonly Task _running;

    internal Follower(string path, ObjectStore store, string stateFolder, FollowerOptions options, ILogger? logger)
    {
        _path = Path.GetFullPath(path);
        _store = store;
        _statePath = Path.Combine(stateFolder, $"{store.Names.Database.TrimEnd('/')}.json");
        _options = options;
        _logger = logger ?? NullLogger.Instance;
        _snapshots = new SnapshotQueue(_path, store);
        _running = Task.Run(RunAsync);
    }

    /// <summary>What it did last; a new object after every change.</summary>
    public FollowerStatus Status { get; private set; } = new(null, 0, null, null, null, 0, null, null);

    /// <summary>Takes a snapshot inside the present lineage, so that a restore need not start at the lineage's beginning.</summary>
    /// <param name="cancellation">Stops waiting; the snapshot may still be written.</param>
    /// <exception cref="StorageException"><see cref="StorageError.ContinuityLost"/>: the database did not have the checksum that its commits led to.</exception>
    public Task<Backup.Backup> TakeSnapshotAsync(CancellationToken cancellation = default) => _snapshots.AskAsync(cancellation);

    /// <summary>Writes what was committed until now, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var delay = _options.RetryDelay;
        var reason = "It is the first one of this follower.";
        Lineage? lineage = null;
        while (!_stop.IsCancellationRequested)
        {
            var wait = _options.Interval;
            try
            {
                lineage ??= await OpenLineageAsync(reason).ConfigureAwait(false);
                await StepAsync(lineage).ConfigureAwait(false);
                delay = _options.RetryDelay;
            }
            catch (StorageException lost) when (lineage is not null && lost.Error is StorageError.ContinuityLost or StorageError.Corrupt)
            {
                LogLost(lost.Why);
                (reason, wait) = (lost.Why, TimeSpan.Zero);
                lineage?.Dispose();
                lineage = null;
            }
            catch (StorageException failure)
            {
                LogFailure(failure.Message);
                Status = Status with { Failure = failure.Message };
                (wait, delay) = (delay, delay * 2 < LongestDelay ? delay * 2 : LongestDelay);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await Task.Delay(wait, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await FinishAsync(lineage).ConfigureAwait(false);
    }

    private async Task<Lineage> OpenLineageAsync(string reason)
    {
        var lineage = await Lineage.ResumeAsync(_path, _store, _statePath, _stop.Token).ConfigureAwait(false);
        if (lineage is not null)
        {
            LogResumed(lineage.Name, lineage.Position);
            return lineage;
        }

        lineage = await Lineage.BeginAsync(_path, _store, _statePath, _stop.Token).ConfigureAwait(false);
        LogBegun(lineage.Name, reason);
        Status = Status with { LineageReason = reason };
        return lineage;
    }

    private async Task StepAsync(Lineage lineage)
    {
        _snapshots.ThrowIfLost();
        var looked = DateTimeOffset.UtcNow;
        await _snapshots.BeginAsync(lineage, _stop.Token).ConfigureAwait(false);
        // Always: the WAL's time and size do not tell, because a slow fsync lies between writing a commit's frames and publishing them.
        await lineage.CatchUpAsync(_options.MaxSegmentBytes, _stop.Token).ConfigureAwait(false);
        var walBytes = WalFrame.Offset(lineage.Wal.Position.Frame + 1, lineage.Wal.Held.Frontier.PageSize);
        Report(lineage, walBytes, looked);
        if (walBytes > _options.CheckpointBytes && !_snapshots.Running && !await lineage.CheckpointAsync(_stop.Token).ConfigureAwait(false))
        {
            LogBlocked(walBytes);
        }
    }

    private void Report(Lineage lineage, long walBytes, DateTimeOffset looked) => Status = Status with
    {
        Lineage = lineage.Name,
        Position = lineage.Position,
        CommitAt = lineage.CommitAt,
        ArchivedAt = lineage.ArchivedAt,
        CheckedAt = lineage.IsCaughtUp ? looked : Status.CheckedAt,
        WalBytes = walBytes,
        Failure = null,
    };

    private async Task FinishAsync(Lineage? lineage)
    {
        await _snapshots.StopAsync().ConfigureAwait(false);
        if (lineage is null)
        {
            return;
        }

        try
        {
            var looked = DateTimeOffset.UtcNow;
            await lineage.CatchUpAsync(long.MaxValue, CancellationToken.None).ConfigureAwait(false);
            Report(lineage, Status.WalBytes, looked);
        }
        catch (StorageException failure)
        {
            LogFailure(failure.Message);
        }

        lineage.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Lineage {Lineage} begins. {Reason}")]
    private partial void LogBegun(string lineage, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Lineage {Lineage} goes on after position {Position}.")]
    private partial void LogResumed(string lineage, long position);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lineage ended: a commit may have been missed. {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Following failed and is tried again. {Failure}")]
    private partial void LogFailure(string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A long read or a long write keeps the WAL of {Bytes} bytes from being checkpointed.")]
    private partial void LogBlocked(long bytes);
}
