namespace Belfry.Storage.Backup.Targets;

/// <summary>One object as a listing shows it.</summary>
/// <param name="Name">Relative to the archive, with slashes.</param>
/// <param name="Bytes">Stored size.</param>
internal readonly record struct StoredObject(string Name, long Bytes);

/// <summary>An archive in a folder. An object appears under its name only once it is complete and on disk.</summary>
internal sealed class FolderTarget(string root)
{
    private const string Unfinished = "tmp";

    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Begins an object; it gets its name, and becomes visible, with <see cref="FolderUpload.CommitAsync"/>.</summary>
    public Task<FolderUpload> CreateAsync(CancellationToken cancellation) => GuardAsync("write to", () =>
    {
        cancellation.ThrowIfCancellationRequested();
        DurableFiles.CreateFolder(Path.Combine(Root, Unfinished));
        return new FolderUpload(Path.Combine(Root, Unfinished, $"{Guid.NewGuid():n}"), this);
    });

    /// <summary>Opens an object for reading from its beginning.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.NotFound"/> when there is none of this name.</exception>
    public Task<Stream> OpenAsync(string name, CancellationToken cancellation) => GuardAsync<Stream>("read from", () =>
    {
        cancellation.ThrowIfCancellationRequested();
        return new FileStream(PathOf(name), new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 64 << 10 });
    });

    /// <summary>All objects whose names start with a prefix that ends in a slash, sorted by name; none when there are none.</summary>
    public Task<List<StoredObject>> ListAsync(string prefix, CancellationToken cancellation) => GuardAsync("list", () =>
    {
        var folder = new DirectoryInfo(PathOf(prefix));
        var objects = new List<StoredObject>();
        foreach (var file in folder.Exists ? folder.EnumerateFiles("*", SearchOption.AllDirectories) : [])
        {
            cancellation.ThrowIfCancellationRequested();
            objects.Add(new StoredObject(Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), file.Length));
        }

        objects.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return objects;
    });

    /// <summary>Removes an object; nothing happens when it does not exist. Folders that become empty go with it.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellation) => GuardAsync("delete from", () =>
    {
        cancellation.ThrowIfCancellationRequested();
        var path = PathOf(name);
        if (!File.Exists(path))
        {
            return false;
        }

        File.Delete(path);
        var folder = Path.GetDirectoryName(path)!;
        while (folder != Root && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder)!;
        }

        DurableFiles.FlushFolder(folder);
        return true;
    });

    internal async Task<T> GuardAsync<T>(string verb, Func<T> work)
    {
        try
        {
            // File calls block; they do so on a pool thread and not on the caller's.
            return await Task.Run(work).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException && verb == "read from")
        {
            throw new StorageException(
                StorageError.NotFound, Root, $"Cannot read from the archive {Root}.", $"{cause.Message}", "List the backups and choose one of them.", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                StorageError.ArchiveUnavailable,
                Root,
                $"Cannot {verb} the archive {Root}.",
                $"The system says: {cause.Message.TrimEnd('.')}.",
                "Check that the folder is mounted, writable by this user and not full.",
                cause);
        }
    }

    internal string PathOf(string name) => Path.Combine(Root, name.Replace('/', Path.DirectorySeparatorChar));
}
