namespace Belfry.Storage.Backup.Targets;

/// <summary>An object on its way into a folder: a temporary file until it is committed, gone when it is disposed before.</summary>
internal sealed class FolderUpload(string temporary, FolderTarget target) : IAsyncDisposable
{
    private readonly FileStream _file = DurableFiles.Create(temporary);

    /// <summary>Receives the object's bytes.</summary>
    public Stream Content => _file;

    /// <summary>Flushes the bytes, gives the file its name and flushes the folder.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>: an object of this name exists, or the disk failed.</exception>
    public Task CommitAsync(string name) => target.GuardAsync("write to", () =>
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        var path = target.PathOf(name);
        DurableFiles.CreateFolder(Path.GetDirectoryName(path)!);
        DurableFiles.Publish(temporary, path);
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync().ConfigureAwait(false);
        File.Delete(temporary); // no longer there once committed
    }
}
