namespace Belfry.Storage.Backup.Targets;

/// <summary>An object on its way into a target: a temporary file until it is committed, gone when it is disposed before.</summary>
/// <param name="temporary">The file to make.</param>
/// <param name="publish">Brings the complete, flushed file to its place under a name; refuses a name that is taken.</param>
internal sealed class TargetUpload(string temporary, Func<string, string, CancellationToken, Task> publish) : IAsyncDisposable
{
    private readonly FileStream _file = DurableFiles.Create(temporary);

    /// <summary>Receives the object's bytes.</summary>
    public Stream Content => _file;

    /// <summary>Flushes the bytes and publishes them under a name that must be free.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>: the name is taken, or the target failed.</exception>
    public async Task CommitAsync(string name, CancellationToken cancellation = default)
    {
        await Task.Run(() => _file.Flush(flushToDisk: true), cancellation).ConfigureAwait(false);
        await _file.DisposeAsync().ConfigureAwait(false);
        await publish(temporary, name, cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync().ConfigureAwait(false);
        File.Delete(temporary); // no longer there once committed
    }
}
