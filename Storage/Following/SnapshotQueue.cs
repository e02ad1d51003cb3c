using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Following;

/// <summary>Snapshots asked of a follower: begun by its loop at a known position, written beside it, one at a time.</summary>
internal sealed class SnapshotQueue(string path, ObjectStore store)
{
    private TaskCompletionSource<Backup.Backup>? _asked;
    private CancellationTokenSource? _giveUp;
    private FrozenCommit? _frozen;
    private Task _writing = Task.CompletedTask;
    private StorageException? _lost;
    private volatile bool _stopped;

    /// <summary>Whether one is being written for which the WAL cannot be restarted.</summary>
    public bool HoldsWal => Running && _frozen is { HoldsWal: true };

    /// <summary>Whether one is asked for or being written.</summary>
    public bool HasWork => Running || _asked is not null;

    private bool Running => !_writing.IsCompleted;

    /// <summary>Joins the request that waits, or makes one.</summary>
    public Task<Backup.Backup> AskAsync(CancellationToken cancellation)
    {
        var mine = new TaskCompletionSource<Backup.Backup>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = Interlocked.CompareExchange(ref _asked, mine, null) ?? mine;
        if (_stopped)
        {
            RefuseAsked();
        }

        return asked.Task.WaitAsync(cancellation);
    }

    /// <summary>Begins what was asked for, unless one is still being written.</summary>
    public async Task BeginAsync(Lineage lineage, CancellationToken cancellation)
    {
        if (Running || _asked is null)
        {
            return;
        }

        var asked = Interlocked.Exchange(ref _asked, null)!;
        try
        {
            var frozen = await lineage.FreezeAsync(path, cancellation).ConfigureAwait(false);
            _giveUp?.Dispose();
            _giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var given = _giveUp.Token;
            _frozen = frozen;
            _writing = Task.Run(() => WriteAsync(frozen, asked, given, cancellation), CancellationToken.None);
        }
        catch (Exception failure)
        {
            asked.SetException(failure);
            throw;
        }
    }

    /// <summary>Gives up the one being written, because its lineage ended: nothing of it is published after this, and what it found out concerns nobody any more.</summary>
    public async Task GiveUpAsync()
    {
        await (_giveUp?.CancelAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
        _lost = null;
    }

    /// <summary>Waits for the one being written and refuses the one that waits, and all that are asked for later.</summary>
    public async Task StopAsync()
    {
        await _writing.ConfigureAwait(false);
        _giveUp?.Dispose();
        _giveUp = null;
        _stopped = true;
        RefuseAsked();
    }

    /// <summary>Throws what the last snapshot found out about the lineage.</summary>
    public void ThrowIfLost()
    {
        if (Interlocked.Exchange(ref _lost, null) is { } lost)
        {
            throw lost;
        }
    }

    private void RefuseAsked() => Interlocked.Exchange(ref _asked, null)?.TrySetCanceled();

    private async Task WriteAsync(FrozenCommit frozen, TaskCompletionSource<Backup.Backup> asked, CancellationToken giveUp, CancellationToken stop)
    {
        using (frozen)
        {
            try
            {
                asked.SetResult(await frozen.WriteAsync(store, giveUp).ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                asked.SetException(new StorageException(
                    StorageError.Busy, path, "No snapshot was taken.", "Its lineage ended meanwhile, or the WAL grew beyond its limit.", "Try again."));
            }
            catch (Exception failure)
            {
                _lost = failure is StorageException { Error: StorageError.ContinuityLost } lost ? lost : null;
                asked.SetException(failure);
            }
        }
    }
}
