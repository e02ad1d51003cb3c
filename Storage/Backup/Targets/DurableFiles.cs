using System.Runtime.InteropServices;

namespace Belfry.Storage.Backup.Targets;

/// <summary>Owner-only files and folders, and the flush of a folder that makes a new name in it survive a power cut.</summary>
internal static partial class DurableFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>A new file that only its owner can read. Unbuffered: callers write whole blocks.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return new FileStream(path, options);
    }

    /// <summary>Makes a folder and what is missing above it, each flushed into its parent.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        var parent = Path.GetDirectoryName(path)!;
        CreateFolder(parent);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerFolder);
        }

        FlushFolder(parent);
    }

    /// <summary>Gives a flushed temporary file its final name, which must be free, and flushes the folder.</summary>
    /// <exception cref="IOException">The name is taken.</exception>
    public static void Publish(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: false);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes the names of a folder durable. Windows has no such call and does not need it.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = open(path, 0);
        if (descriptor < 0 || fsync(descriptor) != 0)
        {
            var error = Marshal.GetLastPInvokeErrorMessage();
            _ = descriptor < 0 ? 0 : close(descriptor);
            throw new IOException($"Cannot flush the folder {path}: {error}");
        }

        _ = close(descriptor);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int close(int descriptor);
}
