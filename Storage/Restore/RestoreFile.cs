using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Restore;

/// <summary>A file being restored: a temporary one beside its final place until everything was checked, gone when it is disposed before.</summary>
internal sealed class RestoreFile : IDisposable
{
    private const int BufferLength = 1 << 20;

    private readonly string _path;
    private readonly string _temporary;
    private readonly bool _startedAgain;
    private readonly FileStream _lock;
    private readonly FileStream _file;

    private RestoreFile(string path)
    {
        _path = path;
        _temporary = path + ".restoring";
        _lock = Lock(path);
        try
        {
            // Nothing of what a killed restore left is proven, and the archive is read from the beginning in any case.
            _startedAgain = File.Exists(_temporary);
            Clear();
            _file = DurableFiles.Create(_temporary);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <exception cref="StorageException"><see cref="StorageError.TargetExists"/>, <see cref="StorageError.Busy"/> or <see cref="StorageError.FolderNotWritable"/>.</exception>
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
    public async Task<RestoreResult> FillAsync(ObjectStore store, RestorePlan plan, IProgress<RestoreProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            var reading = new ReadingProgress(plan, progress);
            var snapshot = await SnapshotRestore.WriteAsync(store, plan.Snapshot, _file, MakeRoom, reading.Wrote, cancellation).ConfigureAwait(false);
            reading.Finished(plan.Snapshot);
            var segments = new SegmentRestore(_file, snapshot.Header, snapshot.Checksum);
            await foreach (var segment in SegmentReadAhead.OpenAsync(store, plan.Segments, cancellation).ConfigureAwait(false))
            {
                await using var closing = segment.ConfigureAwait(false);
                await segments.ApplyAsync(segment, plan, cancellation).ConfigureAwait(false);
                reading.Finished(segment.Name.Name);
            }

            segments.Finish();
            var bytes = _file.Length;
            progress?.Report(new RestoreProgress(RestorePhase.Checking, 0, bytes));
            cancellation.ThrowIfCancellationRequested();
            var flushing = Task.Run(() => _file.Flush(flushToDisk: true), CancellationToken.None);
            var checking = Task.Run(() => RestoredDatabase.Check(_temporary, cancellation), CancellationToken.None);
            var comparing = Task.Run(() => Compare(snapshot.Header.PageSize, segments.Checksum, cancellation), CancellationToken.None);
            await Task.WhenAll(flushing, comparing, checking).ConfigureAwait(false);
            await _file.DisposeAsync().ConfigureAwait(false);
            progress?.Report(new RestoreProgress(RestorePhase.Checking, bytes, bytes));
            return new RestoreResult(plan.Lineage, segments.Position, segments.Time, bytes, snapshot.Sha256) { StartedAgain = _startedAgain };
        }
        catch (StorageException unsound) when (unsound.Error == StorageError.VerificationFailed)
        {
            // Where the snapshot is at fault, another one may lead to the same point.
            await SnapshotRestore.ProveAsync(store, plan.Snapshot, cancellation).ConfigureAwait(false);
            throw;
        }
        catch (IOException cause)
        {
            throw DiskFull.Is(cause)
                ? DiskFull.Describe(_path, $"The system says: {cause.Message.TrimEnd('.')}.", cause)
                : new StorageException(
                    StorageError.InputOutput, _path, $"Cannot restore to {_path}.", $"The system says: {cause.Message.TrimEnd('.')}.", "Check the disks and the system log.", cause);
        }
    }

    /// <summary>The pages are hashed here and not as they are written: SQLite's check, which comes then, leaves the other processors free.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.VerificationFailed"/>.</exception>
    private void Compare(int pageSize, DatabaseChecksum stated, CancellationToken cancellation)
    {
        var checksum = default(DatabaseChecksum);
        var buffer = new byte[BufferLength];
        var offset = 0L;
        while (RandomAccess.Read(_file.SafeFileHandle, buffer, offset) is var count and > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            checksum = checksum.Add((uint)(offset / pageSize) + 1, buffer.AsSpan(0, count), pageSize);
            offset += count;
        }

        if (checksum != stated)
        {
            throw RestoredDatabase.Failed(_path, "Its pages do not have the checksum that the archive states.");
        }
    }

    /// <summary>Refuses at once what cannot fit, rather than after filling the disk.</summary>
    private void MakeRoom(long bytes)
    {
        var free = new DriveInfo(Path.GetDirectoryName(_path)!).AvailableFreeSpace;
        if (free < bytes)
        {
            throw DiskFull.Describe(_path, $"The database has {bytes:N0} bytes, but only {free:N0} are free there.");
        }
    }

    /// <summary>Gives the checked file its name.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.TargetExists"/>: somebody made such a file meanwhile.</exception>
    public void Publish()
    {
        Refuse(_path);
        try
        {
            DurableFiles.Publish(_temporary, _path);
        }
        catch (IOException cause)
        {
            throw new StorageException(
                StorageError.InputOutput, _path, $"Cannot restore to {_path}.", $"The system says: {cause.Message.TrimEnd('.')}.", "Check the folder, and restore again.", cause);
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        Clear();
        _lock.Dispose();
    }

    private void Clear()
    {
        DatabaseFiles.Delete(_temporary);
    }

    /// <summary>One restore at a time to one file; the system lets go of the lock however the process ends.</summary>
    private static FileStream Lock(string path) =>
        LockFile.TryTake(path + ".restoring.lock", FileOptions.DeleteOnClose) ?? throw new StorageException(
            StorageError.Busy, path, $"Cannot restore to {path}.", "Another restore to this file is running.", "Wait for it, or choose another file.");

    private static void Refuse(string path)
    {
        var existing = DatabaseFiles.Ends.Select(end => path + end).FirstOrDefault(File.Exists);
        if (existing is not null)
        {
            throw new StorageException(
                StorageError.TargetExists, existing, $"Cannot restore to {path}.", $"{existing} exists.", "Choose another file, or move the existing one away first.");
        }
    }
}
