using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Restore;

/// <summary>A file being restored: a temporary one beside its final place until everything was checked, gone when it is disposed before.</summary>
internal sealed class RestoreFile : IDisposable
{
    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _file;

    private RestoreFile(string path)
    {
        _path = path;
        _temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        _file = DurableFiles.Create(_temporary);
    }

    /// <exception cref="StorageException"><see cref="StorageError.TargetExists"/> or <see cref="StorageError.FolderNotWritable"/>.</exception>
    public static RestoreFile Create(string path)
    {
        var full = Path.GetFullPath(path);
        Refuse(full);
        try
        {
            DurableFiles.CreateFolder(Path.GetDirectoryName(full)!);
            return new RestoreFile(full);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                StorageError.FolderNotWritable, full, $"Cannot restore to {full}.", $"The system says: {cause.Message.TrimEnd('.')}.", "Choose another file.", cause);
        }
    }

    /// <summary>Writes the snapshot, flushes it, and has SQLite check it.</summary>
    public async Task<RestoredSnapshot> FillAsync(FolderTarget target, string snapshot, CancellationToken cancellation)
    {
        try
        {
            var restored = await SnapshotRestore.WriteAsync(target, snapshot, _file, cancellation).ConfigureAwait(false);
            _file.Flush(flushToDisk: true);
            await _file.DisposeAsync().ConfigureAwait(false);
            await Task.Run(() => RestoredDatabase.Check(_temporary, cancellation), cancellation).ConfigureAwait(false);
            return restored;
        }
        catch (IOException cause)
        {
            throw new StorageException(
                StorageError.DiskFull, _path, $"Cannot restore to {_path}.", $"The system says: {cause.Message.TrimEnd('.')}.", "Free space there, or choose another file.", cause);
        }
    }

    /// <summary>Gives the checked file its name.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.TargetExists"/>: somebody made such a file meanwhile.</exception>
    public void Publish()
    {
        Refuse(_path);
        DurableFiles.Publish(_temporary, _path);
    }

    public void Dispose()
    {
        _file.Dispose();
        foreach (var end in (string[])["", .. Companions])
        {
            File.Delete(_temporary + end);
        }
    }

    private static void Refuse(string path)
    {
        var existing = ((string[])["", .. Companions]).Select(end => path + end).FirstOrDefault(File.Exists);
        if (existing is not null)
        {
            throw new StorageException(
                StorageError.TargetExists, existing, $"Cannot restore to {path}.", $"{existing} exists.", "Choose another file, or move the existing one away first.");
        }
    }
}
