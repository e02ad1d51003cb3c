using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Following;

/// <summary>Snapshots asked of a follower: begun by its loop at a known position, written beside it, one at a time.</summary>
internal sealed class SnapshotQueue(string path, ObjectStore store)
{
    private TaskCompletionSource<Backup.Backup>? _asked;
    private Task _writing = Task.CompletedTask;
    private StorageException? _lost;

    /// <summary>Whether one is being written: the WAL cannot be restarted meanwhile.</summary>
    public bool Running => !_writing.IsCompleted;

    /// <summary>Joins the request that waits, or makes one.</summary>
    public Task<Backup.Backup> AskAsync(CancellationToken cancellation)
    {
        var mine = new TaskCompletionSource<Backup.Backup>(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _asked, mine, null) ?? mine).Task.WaitAsync(cancellation);
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
            _writing = Task.Run(() => WriteAsync(frozen, asked, cancellation), CancellationToken.None);
        }
        catch (Exception failure)
        {
            asked.SetException(failure);
            throw;
        }
    }

    /// <summary>Waits for the one being written and refuses the one that waits.</summary>
    public async Task StopAsync()
    {
        await _writing.ConfigureAwait(false);
        Interlocked.Exchange(ref _asked, null)?.TrySetCanceled();
    }

    /// <summary>Throws what the last snapshot found out about the lineage.</summary>
    public void ThrowIfLost()
    {
        if (Interlocked.Exchange(ref _lost, null) is { } lost)
        {
            throw lost;
        }
    }

    private async Task WriteAsync(FrozenCommit frozen, TaskCompletionSource<Backup.Backup> asked, CancellationToken cancellation)
    {
        using (frozen)
        {
            try
            {
                asked.SetResult(await frozen.WriteAsync(store, cancellation).ConfigureAwait(false));
            }
            catch (Exception failure)
            {
                _lost = failure is StorageException { Error: StorageError.ContinuityLost } lost ? lost : null;
                asked.SetException(failure);
            }
        }
    }
}
