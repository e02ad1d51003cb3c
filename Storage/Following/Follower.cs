using System.Diagnostics;
using Belfry.Storage.Backup.Leases;
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
    private readonly WalLimit _walLimit;
    private readonly FollowerLease _lease;
    private readonly WalWatch _watch;
    private readonly Task _running;

    private long _looks;

    /// <summary>The last lineage was given up: going on with it would only lead to the same place again.</summary>
    private bool _ended;

    internal Follower(string path, ObjectStore store, string stateFolder, FollowerOptions options, ILogger? logger)
    {
        _path = Path.GetFullPath(path);
        _store = store;
        var database = store.Names.Database.TrimEnd('/');
        _statePath = Path.Combine(stateFolder, $"{database}.json");
        _lease = new FollowerLease(store, stateFolder, database, options.LeaseTime);
        _options = options;
        _logger = logger ?? NullLogger.Instance;
        _snapshots = new SnapshotQueue(_path, store);
        _walLimit = new WalLimit(_path, options, _logger);
        _watch = new WalWatch(_path, options);
        _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What it did last; a new object after every change.</summary>
    public FollowerStatus Status { get; private set; } = new(null, 0, null, null, null, 0, null, null);

    /// <summary>Takes a snapshot inside the present lineage, so that a restore need not start at the lineage's beginning.</summary>
    /// <param name="cancellation">Stops waiting; the snapshot may still be written.</param>
    /// <exception cref="StorageException"><see cref="StorageError.ContinuityLost"/>: the database did not have the checksum that its commits led to.</exception>
    public Task<Backup.Backup> TakeSnapshotAsync(CancellationToken cancellation = default)
    {
        var snapshot = _snapshots.AskAsync(cancellation);
        LookNow();
        return snapshot;
    }

    /// <summary>Has it look at once for new commits: one that rests would take a while.</summary>
    /// <returns>The number of the first look that begins after this call. Once <see cref="FollowerStatus.Look"/> has it, the archive holds everything committed before.</returns>
    public long LookNow()
    {
        var next = Interlocked.Read(ref _looks) + 1;
        _watch.Wake();
        return next;
    }

    /// <summary>Writes what was committed until now, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
        _watch.Dispose();
    }

    /// <summary>On a thread of its own: to look and find nothing costs less than to wake the thread pool, and it is what happens nearly always.</summary>
    private void Run()
    {
        var delay = _options.RetryDelay;
        var reason = File.Exists(_statePath) ? "It cannot be proven that nothing was committed while nobody followed." : "It is the first one of this follower.";
        Lineage? lineage = null;
        while (!_stop.IsCancellationRequested)
        {
            TimeSpan wait;
            try
            {
                lineage ??= OpenLineageAsync(reason).GetAwaiter().GetResult();
                var position = lineage.Position;
                StepAsync(lineage).GetAwaiter().GetResult();
                delay = _options.RetryDelay;
                _watch.Wait(IsQuiet(lineage, position), _stop.Token.WaitHandle);
                continue;
            }
            catch (StorageException lost) when (lineage is not null && lost.Error is StorageError.ContinuityLost or StorageError.Corrupt)
            {
                (reason, wait) = (lost.Why, TimeSpan.Zero);
                End(ref lineage, reason);
            }
            catch (StorageException others) when (others.Error is StorageError.LeaseHeld or StorageError.LeaseLost)
            {
                // The database's WAL is now the other one's to copy: nothing is touched until the lease is free.
                (wait, delay) = delay < _lease.Look ? (delay, delay * 2) : (_lease.Look, delay);
                reason = others.Why;
                Lose(ref lineage, others);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                // Whatever it is: a follower that ended without a word would be worse.
                Tell(failure);
                (wait, delay) = (delay, delay * 2 < LongestDelay ? delay * 2 : LongestDelay);
                WaitWithLimit(ref lineage, ref reason, wait, failure);
                continue;
            }

            _stop.Token.WaitHandle.WaitOne(wait);
        }

        FinishAsync(lineage).GetAwaiter().GetResult();
    }

    /// <summary>Whether the last look found nothing, and nothing is under way that has to be looked after.</summary>
    private bool IsQuiet(Lineage lineage, long position) =>
        lineage.Position == position && lineage.IsCaughtUp && !_snapshots.HasWork && _walLimit.BlockedSince is null;

    /// <summary>The archive is asked again only after a while, but the WAL grows meanwhile.</summary>
    private void WaitWithLimit(ref Lineage? lineage, ref string reason, TimeSpan wait, Exception failure)
    {
        var started = Stopwatch.GetTimestamp();
        do
        {
            if (_walLimit.LetsGoAsync(lineage).GetAwaiter().GetResult())
            {
                reason = $"The WAL passed {_options.MaxWalBytes} bytes while nothing could be archived. {(failure as StorageException)?.Why ?? failure.Message}";
                End(ref lineage, reason);
            }
        }
        while (!_stop.Token.WaitHandle.WaitOne(_options.Interval) && Stopwatch.GetElapsedTime(started) < wait);
    }

    private void End(ref Lineage? lineage, string reason)
    {
        LogLost(reason);
        _ended = true;
        Status = Status with { Lineage = null };
        Close(ref lineage);
    }

    private void Lose(ref Lineage? lineage, StorageException why)
    {
        if (Status.Failure != why.Message)
        {
            LogOthers(why.Message);
        }

        Status = Status with { Lineage = null, Epoch = 0, Failure = why.Message };
        Close(ref lineage);
        _lease.GiveUpAsync().GetAwaiter().GetResult();
    }

    private void Close(ref Lineage? lineage)
    {
        _snapshots.GiveUpAsync().GetAwaiter().GetResult();
        lineage?.Dispose();
        lineage = null;
    }

    private void Tell(Exception failure)
    {
        var message = failure is StorageException ? failure.Message : $"An unexpected fault, {failure.GetType().Name}: {failure.Message}";
        LogFailure(message);
        Status = Status with { Failure = message };
    }

    private async Task<Lineage> OpenLineageAsync(string reason)
    {
        var lease = await _lease.HoldAsync(_stop.Token).ConfigureAwait(false);
        Status = Status with { Epoch = lease.Epoch, LeaseByClaims = !lease.IsExclusive };
        lease.BeginUse(); // to prove that a large database goes on where it stopped may take long
        try
        {
            return await OpenLineageAsync(lease, reason).ConfigureAwait(false);
        }
        finally
        {
            lease.EndUse();
        }
    }

    private async Task<Lineage> OpenLineageAsync(Lease lease, string reason)
    {
        var lineage = lease.Succession == Succession.Continues && !_ended
            ? await Lineage.ResumeAsync(_path, _store, _statePath, _stop.Token).ConfigureAwait(false)
            : null;
        if (lineage is not null)
        {
            LogResumed(lineage.Name, lineage.Position);
            return lineage;
        }

        reason = lease.Succession == Succession.Takeover ? "The lease was taken over: another worker may have written since." : reason;
        lineage = await Lineage.BeginAsync(_path, _store, _statePath, lease.Epoch, _options.MaxWalBytes, _stop.Token).ConfigureAwait(false);
        lease.Continue();
        _ended = false;
        LogBegun(lineage.Name, reason);
        Status = Status with { LineageReason = reason };
        return lineage;
    }

    private async Task StepAsync(Lineage lineage)
    {
        _snapshots.ThrowIfLost();
        _lease.ThrowIfLost();
        var looked = (Interlocked.Increment(ref _looks), DateTimeOffset.UtcNow);
        await _snapshots.BeginAsync(lineage, _stop.Token).ConfigureAwait(false);
        await lineage.CatchUpAsync(_options.MaxSegmentBytes, _stop.Token).ConfigureAwait(false);
        var walBytes = WalFrame.Offset(lineage.Wal.Position.Frame + 1, lineage.Wal.Held.Frontier.PageSize);
        Report(lineage, walBytes, looked);
        if (_snapshots.HoldsWal && walBytes > _options.MaxWalBytes)
        {
            await _snapshots.GiveUpAsync().ConfigureAwait(false);
        }

        if (!_snapshots.HoldsWal)
        {
            await _walLimit.KeepAsync(lineage, walBytes, _stop.Token).ConfigureAwait(false);
        }
    }

    private void Report(Lineage lineage, long walBytes, (long Look, DateTimeOffset At) looked) => Status = Status with
    {
        Lineage = lineage.Name,
        Position = lineage.Position,
        CommitAt = lineage.CommitAt,
        ArchivedAt = lineage.ArchivedAt,
        CheckedAt = lineage.IsCaughtUp ? looked.At : Status.CheckedAt,
        Look = lineage.IsCaughtUp ? looked.Look : Status.Look,
        WalBytes = walBytes,
        Failure = null,
        WalBlockedSince = _walLimit.BlockedSince,
        WalBlockedBy = _walLimit.BlockedBy,
    };

    private async Task FinishAsync(Lineage? lineage)
    {
        await _snapshots.StopAsync().ConfigureAwait(false);
        if (lineage is not null)
        {
            await WriteRestAsync(lineage).ConfigureAwait(false);
        }

        await _lease.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WriteRestAsync(Lineage lineage)
    {
        try
        {
            var looked = (Interlocked.Increment(ref _looks), DateTimeOffset.UtcNow);
            await lineage.CatchUpAsync(long.MaxValue, CancellationToken.None).ConfigureAwait(false);
            Report(lineage, Status.WalBytes, looked);
        }
        catch (Exception failure)
        {
            Tell(failure);
        }

        lineage.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Lineage {Lineage} begins. {Reason}")]
    private partial void LogBegun(string lineage, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Lineage {Lineage} goes on after position {Position}.")]
    private partial void LogResumed(string lineage, long position);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The archive's lease is not held, and nothing is archived. {Why}")]
    private partial void LogOthers(string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lineage ended: a commit may have been missed. {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Following failed and is tried again. {Failure}")]
    private partial void LogFailure(string failure);
}
