namespace Belfry.Storage.Backup.Targets;

/// <summary>
/// Brings a complete, flushed file to its place under a name, and refuses a name that is taken with <see cref="StorageError.NameTaken"/>.
/// </summary>
/// <returns>Whether the place itself confirmed the bytes it holds by their checksum.</returns>
public delegate Task<bool> PublishObject(string file, string name, CancellationToken cancellation);

/// <summary>An object on its way into a target: a temporary file of this machine until it is committed, gone when it is disposed before.</summary>
public sealed class TargetUpload : IAsyncDisposable
{
    private readonly ITarget _target;
    private readonly string _temporary;
    private readonly PublishObject _publish;
    private readonly StagedFile _file;

    /// <summary>Makes the temporary file in <see cref="ITarget.WorkFolder"/>.</summary>
    /// <param name="target">Where the object goes.</param>
    /// <param name="publish">Brings it there.</param>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>: no file can be made there.</exception>
    public TargetUpload(ITarget target, PublishObject publish)
    {
        (_target, _publish) = (target, publish);
        var folder = Path.Combine(target.WorkFolder, "tmp");
        _temporary = Path.Combine(folder, $"{Guid.NewGuid():n}");
        try
        {
            DurableFiles.CreateFolder(folder);
            _file = new StagedFile(_temporary, target.Description, DurableFiles.WriteOut);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                StorageError.ArchiveUnavailable,
                folder,
                $"Cannot write to the archive {target.Description}.",
                $"No file can be made in {folder}: {cause.Message.TrimEnd('.')}.",
                "Check that the folder is mounted, writable by this user and not full.",
                cause);
        }
    }

    /// <summary>Receives the object's bytes.</summary>
    public Stream Content => _file;

    /// <summary>Several megabytes may be on their way to the disk at once; more is no faster. For who keeps the pace of a database's writers.</summary>
    internal void Hurry() => _file.MostUnderWay = 4;

    /// <summary>Flushes the bytes and publishes them. To find the very same bytes under the name is success: an earlier answer was lost.</summary>
    /// <returns>Whether the stored bytes were confirmed by the target's checksum or by reading them back.</returns>
    /// <exception cref="StorageException"><see cref="StorageError.NameTaken"/>, or the target failed.</exception>
    public async Task<bool> CommitAsync(string name, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        _file.Flush();
        await _file.DisposeAsync().ConfigureAwait(false);
        try
        {
            return await _publish(_temporary, name, cancellation).ConfigureAwait(false);
        }
        catch (StorageException taken) when (taken.Error == StorageError.NameTaken)
        {
            if (await HoldsTheSameAsync(name, cancellation).ConfigureAwait(false))
            {
                return true;
            }

            throw;
        }
    }

    /// <summary>Removes what was not committed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync().ConfigureAwait(false);
        try
        {
            File.Delete(_temporary); // no longer there once committed to a folder
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            // The folder is gone or out of reach: what failed before is what the caller has to know.
        }
    }

    private async Task<bool> HoldsTheSameAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return await IsTheSameAsync(name, cancellation).ConfigureAwait(false);
        }
        catch (StorageException gone) when (gone.Error == StorageError.NotFound)
        {
            return false; // what had the name was deleted since
        }
    }

    private async Task<bool> IsTheSameAsync(string name, CancellationToken cancellation)
    {
        const int length = 64 << 10;
        var (mine, theirs) = (new byte[length], new byte[length]);
        using var file = new FileStream(_temporary, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var stored = await _target.OpenAsync(name, cancellation).ConfigureAwait(false);
        await using var closing = stored.ConfigureAwait(false);
        while (true)
        {
            var read = await file.ReadAtLeastAsync(mine, length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            var found = await stored.ReadAtLeastAsync(theirs, length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            if (!mine.AsSpan(0, read).SequenceEqual(theirs.AsSpan(0, found)))
            {
                return false;
            }

            if (read < length)
            {
                return true;
            }
        }
    }
}
