namespace Belfry.Storage.Sqlite;

/// <summary>The folder and the file before SQLite touches them: existence, owner-only permissions, a file system that WAL can work on.</summary>
internal static class DatabaseFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Names as <see cref="DriveInfo.DriveFormat"/> reports them. Shared memory and locks are not coherent across the hosts of these.</summary>
    private static readonly string[] NetworkFileSystems = ["nfs", "nfs4", "cifs", "smb", "smb2", "smbfs", "9p", "v9fs", "afs", "coda", "ncp", "ceph", "lustre", "ocfs2", "gfs2"];

    public static string Prepare(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        try
        {
            CreateFolder(folder);
            ProbeFolder(folder);
            CreateFile(full);
            RefuseFileSystem(new DriveInfo(folder).DriveFormat, full);
            return full;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                StorageError.FolderNotWritable,
                folder,
                $"Cannot use {folder} for the database.",
                $"The system says: {exception.Message.TrimEnd('.')}.",
                "Give this user write access to the folder, or choose another path.",
                exception);
        }
    }

    internal static void RefuseFileSystem(string format, string path)
    {
        if (NetworkFileSystems.Contains(format, StringComparer.OrdinalIgnoreCase))
        {
            throw new StorageException(
                StorageError.LocksNotWorking,
                path,
                $"Cannot open {path}.",
                $"Its file system ({format}) is a network file system, whose locks and shared memory do not carry SQLite's WAL.",
                "Move the volume to a local disk.");
        }
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }
    }

    private static void ProbeFolder(string folder)
    {
        var probe = Path.Combine(folder, $".belfry-probe-{Guid.NewGuid():n}");
        using var stream = new FileStream(probe, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
        });
        if (!OperatingSystem.IsMacOS())
        {
            stream.Lock(0, 1); // fcntl, as SQLite uses it: a file system without locks fails here and not at the first collision
        }
    }

    private static void CreateFile(string full)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        try
        {
            new FileStream(full, options).Dispose();
        }
        catch (IOException) when (File.Exists(full))
        {
            // It was there, or another starter was quicker. Its mode is set by path, without opening it: closing a descriptor of the file
            // would drop the locks of this process. SQLite gives -wal and -shm the same mode.
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(full, OwnerFile);
            }
        }
    }
}
