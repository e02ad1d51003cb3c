namespace Belfry.Storage.Backup.Targets;

/// <summary>An archive in a folder. An object appears under its name only once it is complete and on disk.</summary>
/// <param name="root">The folder, such as <c>/backup</c>. Made, for its owner only, with the first object. It should lie on another disk than the database.</param>
/// <param name="workFolder">For what is unfinished and remembered, on the same file system; the folder itself when null. Each database of an archive that holds several needs one of its own.</param>
public sealed class FolderTarget(string root, string? workFolder = null) : ITarget
{
    private readonly string _root = Path.GetFullPath(root);

    /// <inheritdoc/>
    public string Description => _root;

    /// <inheritdoc/>
    public string WorkFolder { get; } = Path.GetFullPath(workFolder ?? root);

    /// <inheritdoc/>
    public Task<bool> RefusesTakenNamesAsync(CancellationToken cancellation) => GuardAsync("write to", () =>
    {
        if (OperatingSystem.IsWindows())
        {
            return true; // a move there never overwrites
        }

        var folder = Path.Combine(WorkFolder, "tmp");
        var (first, second) = (Path.Combine(folder, $"{Guid.NewGuid():n}"), Path.Combine(folder, $"{Guid.NewGuid():n}"));
        DurableFiles.CreateFolder(folder);
        try
        {
            DurableFiles.Create(first).Dispose();
            return DurableFiles.TryLink(first, second) is true;
        }
        finally
        {
            File.Delete(first);
            File.Delete(second);
        }
    });

    /// <inheritdoc/>
    public Task<TargetUpload> CreateAsync(CancellationToken cancellation) => GuardAsync("write to", () =>
    {
        cancellation.ThrowIfCancellationRequested();
        return new TargetUpload(this, PublishAsync);
    });

    /// <inheritdoc/>
    public Task ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => GuardAsync("write to", () =>
    {
        cancellation.ThrowIfCancellationRequested();
        var (path, temporary) = (PathOf(name), Path.Combine(WorkFolder, "tmp", $"{Guid.NewGuid():n}"));
        DurableFiles.CreateFolder(Path.GetDirectoryName(path)!);
        DurableFiles.CreateFolder(Path.GetDirectoryName(temporary)!);
        try
        {
            using (var file = DurableFiles.Create(temporary))
            {
                file.Write(content.Span);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            DurableFiles.FlushFolder(Path.GetDirectoryName(path)!);
            return true;
        }
        finally
        {
            File.Delete(temporary);
        }
    });

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(string name, CancellationToken cancellation) => GuardAsync<Stream>("read from", () =>
    {
        cancellation.ThrowIfCancellationRequested();
        return new FolderObject(
            new FileStream(PathOf(name), new FileStreamOptions { Share = FileShare.Read | FileShare.Delete, Options = FileOptions.SequentialScan, BufferSize = 64 << 10 }),
            cause => Failed("read from", cause));
    });

    /// <inheritdoc/>
    public Task<List<StoredObject>> ListAsync(string prefix, CancellationToken cancellation) => GuardAsync("list", () =>
    {
        var objects = new List<StoredObject>();
        var folder = new DirectoryInfo(PathOf(prefix));
        foreach (var file in prefix.Length > 0 ? FilesIn(folder) : FilesOfAll(folder))
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryLength(file) is { } length)
            {
                objects.Add(new StoredObject(Path.GetRelativePath(_root, file.FullName).Replace('\\', '/'), length));
            }
        }

        objects.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return objects;
    });

    /// <inheritdoc/>
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
        while (folder != _root && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder)!;
        }

        DurableFiles.FlushFolder(folder);
        return true;
    });

    private Task<bool> PublishAsync(string file, string name, CancellationToken cancellation) => GuardAsync("write to", () =>
    {
        cancellation.ThrowIfCancellationRequested();
        var path = PathOf(name);
        DurableFiles.CreateFolder(Path.GetDirectoryName(path)!);
        return DurableFiles.TryPublish(file, path) ? false : throw TargetFaults.NameTaken(name, this);
    });

    /// <summary>On the caller's thread, which may block: to change to another one costs more than most calls of files do.</summary>
    private async Task<T> GuardAsync<T>(string verb, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException && verb == "read from")
        {
            throw TargetFaults.NotFound(cause.Message, this, cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Failed(verb, cause);
        }
    }

    private StorageException Failed(string verb, Exception cause) => new(
        StorageError.ArchiveUnavailable,
        _root,
        $"Cannot {verb} the archive {_root}.",
        $"The system says: {cause.Message.TrimEnd('.')}.",
        "Check that the folder is mounted, writable by this user and not full.",
        cause);

    /// <summary>What lies in the folder itself, and in those of databases. Whatever else is there is not the archive's, and maybe nobody's to read, such as <c>lost+found</c> where a disk is mounted.</summary>
    private static IEnumerable<FileInfo> FilesOfAll(DirectoryInfo root)
    {
        try
        {
            return root.EnumerateFiles().Concat(root.EnumerateDirectories().Where(folder => Archive.CanName(folder.Name)).SelectMany(FilesIn));
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>None when there is no such folder. The folder is opened here; what is below it may go while it is read.</summary>
    private static IEnumerable<FileInfo> FilesIn(DirectoryInfo folder)
    {
        try
        {
            return folder.EnumerateFiles("*", SearchOption.AllDirectories);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Null when the file was deleted since its folder was read: its length is asked of the system only here.</summary>
    private static long? TryLength(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string PathOf(string name) => Path.Combine(_root, name.Replace('/', Path.DirectorySeparatorChar));
}
