using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Following;

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

    /// <summary>Writes the snapshot and the segments, flushes them, and has SQLite check the result.</summary>
    public async Task<RestoreResult> FillAsync(ObjectStore store, RestorePlan plan, CancellationToken cancellation)
    {
        try
        {
            var terms = plan.Segments.Count > 0 ? new PageTerms() : null;
            var snapshot = await SnapshotRestore.WriteAsync(store, plan.Snapshot, _file, terms, cancellation).ConfigureAwait(false);
            var (position, time) = (snapshot.Header.Position, snapshot.Header.Time);
            if (terms is not null)
            {
                var segments = new SegmentRestore(store, _file, snapshot.Header, terms);
                foreach (var name in plan.Segments)
                {
                    await segments.ApplyAsync(name, plan, cancellation).ConfigureAwait(false);
                }

                (position, time) = (segments.Position, segments.Time);
                await CompareAsync(snapshot.Header.PageSize, terms.Checksum, cancellation).ConfigureAwait(false);
            }

            var bytes = _file.Length;
            _file.Flush(flushToDisk: true);
            await _file.DisposeAsync().ConfigureAwait(false);
            await Task.Run(() => RestoredDatabase.Check(_temporary, cancellation), cancellation).ConfigureAwait(false);
            return new RestoreResult(plan.Lineage, position, time, bytes, snapshot.Sha256);
        }
        catch (IOException cause)
        {
            throw new StorageException(
                StorageError.DiskFull, _path, $"Cannot restore to {_path}.", $"The system says: {cause.Message.TrimEnd('.')}.", "Free space there, or choose another file.", cause);
        }
    }

    /// <summary>Reads the whole file again: what counts is what was written, not what should have been.</summary>
    private async Task CompareAsync(int pageSize, DatabaseChecksum expected, CancellationToken cancellation)
    {
        var checksum = default(DatabaseChecksum);
        var buffer = new byte[Math.Max(pageSize, 1 << 20)];
        var first = 1u;
        _file.Position = 0;
        while (await _file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false) is var read and > 0)
        {
            checksum = checksum.Add(first, buffer.AsSpan(0, read), pageSize);
            first += (uint)(read / pageSize);
        }

        if (checksum != expected)
        {
            throw RestoredDatabase.Failed(_path, "The pages on disk do not have the checksum that the archive states.");
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
