using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Belfry.Storage.Backup.Targets;

/// <summary>Begins to write a part of a file to the disk, or waits until that is done, as the flags of Linux's <c>sync_file_range</c> say.</summary>
/// <returns>What was lost; null when nothing was.</returns>
internal delegate IOException? WriteOutRange(SafeFileHandle file, long offset, long bytes, uint flags);

/// <summary>Owner-only files and folders, and the flush of a folder that makes a new name in it survive a power cut.</summary>
internal static partial class DurableFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int FileExists = 17; // EEXIST

    // EINVAL, ESPIPE, ENOSYS: this file system or system cannot do it, and nothing was tried.
    private static readonly int[] CannotWriteOut = [22, 29, 38];

    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>A new file that only its owner can read. Unbuffered: callers write whole blocks. SQLite may open it beside.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
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
        if (!TryPublish(temporary, path))
        {
            throw new IOException($"{path} exists.");
        }
    }

    /// <summary>As <see cref="Publish"/>; false when the name is taken, and then the temporary file stays.</summary>
    public static bool TryPublish(string temporary, string path)
    {
        // File.Move looks first and renames then, so that of two who do so at once one overwrites the other. A second link cannot do that.
        switch (TryLink(temporary, path))
        {
            case true:
                File.Delete(temporary);
                break;
            case false:
                return false;
            case null when File.Exists(path):
                return false;
            case null:
                File.Move(temporary, path, overwrite: false);
                break;
        }

        FlushFolder(Path.GetDirectoryName(path)!);
        return true;
    }

    /// <summary>Gives a file a second name; false when that name is taken, null when this file system has no second names.</summary>
    public static bool? TryLink(string path, string secondName)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        return link(path, secondName) == 0 ? true : Marshal.GetLastPInvokeError() == FileExists ? false : null;
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

    /// <summary>Has the system begin to write a range of a file to the disk, where it can be told to. What gets lost is told by the flush that follows in any case.</summary>
    public static void BeginWriteOut(SafeFileHandle file, long offset, long bytes)
    {
        if (OperatingSystem.IsLinux())
        {
            WriteOut(file, offset, bytes, 2); // SYNC_FILE_RANGE_WRITE
        }
    }

    /// <summary>Linux only.</summary>
    public static IOException? WriteOut(SafeFileHandle file, long offset, long bytes, uint flags)
    {
        var done = sync_file_range((int)file.DangerousGetHandle(), offset, bytes, flags) == 0;
        return done || CannotWriteOut.Contains(Marshal.GetLastPInvokeError()) ? null : new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int sync_file_range(int descriptor, long offset, long bytes, uint flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int link(string path, string secondName);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int close(int descriptor);
}
