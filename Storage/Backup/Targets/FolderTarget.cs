namespace Belfry.Storage.Backup.Targets;

/// <summary>An archive in a folder. An object appears under its name only once it is complete and on disk.</summary>
internal sealed class FolderTarget(string root) : ITarget
{
    private const string Unfinished = "tmp";

    public string Root { get; } = Path.GetFullPath(root);

    public string Description => Root;

    public Task<TargetUpload> CreateAsync(CancellationToken cancellation) => GuardAsync("write to", () =>
    {
        cancellation.ThrowIfCancellationRequested();
        DurableFiles.CreateFolder(Path.Combine(Root, Unfinished));
        return new TargetUpload(Path.Combine(Root, Unfinished, $"{Guid.NewGuid():n}"), PublishAsync);
    });

    public Task<Stream> OpenAsync(string name, CancellationToken cancellation) => GuardAsync<Stream>("read from", () =>
    {
        cancellation.ThrowIfCancellationRequested();
        return new FileStream(PathOf(name), new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 64 << 10 });
    });

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

    public Task DeleteAsync(string name, CancellationToken cancellation) => GuardAsync("delete from", () =>
    {
        cancellation.ThrowIfCancellationRequested();
        var path = PathOf(name);
        if (!File.Exists(path))
        {
            return false;
        }

        File.Delete(path);
        var folder = Path.GetDirectoryName(path)!; // folders that become empty go with the object
        while (folder != Root && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder)!;
        }

        DurableFiles.FlushFolder(folder);
        return true;
    });

    private Task<bool> PublishAsync(string temporary, string name, CancellationToken cancellation) => GuardAsync("write to", () =>
    {
        cancellation.ThrowIfCancellationRequested();
        var path = PathOf(name);
        DurableFiles.CreateFolder(Path.GetDirectoryName(path)!);
        DurableFiles.Publish(temporary, path);
        return true;
    });

    private async Task<T> GuardAsync<T>(string verb, Func<T> work)
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

    private string PathOf(string name) => Path.Combine(Root, name.Replace('/', Path.DirectorySeparatorChar));
}
