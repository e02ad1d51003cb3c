using Belfry.Storage.Wal;

namespace Belfry.Storage.Following;

/// <summary>Gives up work during which the WAL cannot be restarted, such as sending a first snapshot away, when the WAL grew too long meanwhile.</summary>
internal static class WalBound
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <param name="wal">What holds the WAL; its database is not read by the work.</param>
    /// <param name="maxBytes">How much longer it may become than it is now.</param>
    /// <param name="work">Stops soon when it is told to.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>: the bound was passed first.</exception>
    public static async Task<T> KeepAsync<T>(WalFollower wal, long maxBytes, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        var bound = wal.BytesInUse() + Math.Min(maxBytes, long.MaxValue / 2);
        try
        {
            return await WatchedWork.RunAsync(work, Look, () => ValueTask.FromResult(wal.BytesInUse() <= bound), cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new StorageException(
                StorageError.ArchiveUnavailable,
                wal.Path,
                "The snapshot was given up.",
                $"The WAL passed {bound} bytes before the snapshot was in the archive.",
                "Put a folder before the slow archive and make that one its mirror, or raise MaxWalBytes.");
        }
    }
}
