using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Leases;
using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Following;

/// <summary>A follower's lease: taken when it has none, given back at its end. While it is held the store publishes under it.</summary>
internal sealed class FollowerLease(ObjectStore store, string stateFolder, string database, TimeSpan lifetime) : IAsyncDisposable
{
    private readonly LeaseOffice _office = new(new LeaseBook(store.Target, store.Names), stateFolder, database, lifetime);

    /// <summary>How often one that waits for the lease looks whether it is free.</summary>
    public TimeSpan Look { get; } = lifetime / 6;

    /// <exception cref="StorageException"><see cref="StorageError.LeaseHeld"/>, <see cref="StorageError.LeaseLost"/> or what the archive's place suffers from.</exception>
    public async ValueTask<Lease> HoldAsync(CancellationToken cancellation)
    {
        if (store.Lease is null)
        {
            await ArchiveMarker.CheckAsync(store.Target, cancellation).ConfigureAwait(false); // the place may have been emptied
            store.Lease = await _office.TakeAsync(cancellation).ConfigureAwait(false);
        }

        await store.Lease.HoldAsync(cancellation).ConfigureAwait(false);
        return store.Lease;
    }

    /// <exception cref="StorageException"><see cref="StorageError.LeaseLost"/>.</exception>
    public void ThrowIfLost() => store.Lease?.ThrowIfLost();

    /// <summary>After it was lost, or at the end: another one may take it.</summary>
    public async Task GiveUpAsync()
    {
        if (store.Lease is { } lease)
        {
            store.Lease = null;
            await lease.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await GiveUpAsync().ConfigureAwait(false);
        _office.Dispose();
    }
}
