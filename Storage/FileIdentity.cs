using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Belfry.Storage;

/// <summary>The device and the number of a file, by which Linux tells files apart.</summary>
internal readonly partial record struct FileIdentity(ulong Device, ulong Number)
{
    private const int WorkingFolder = -100; // AT_FDCWD
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH: the open file itself
    private const uint NumberWanted = 0x100; // STATX_INO

    /// <summary>Null where the system does not tell.</summary>
    public static FileIdentity? Of(SafeFileHandle file) => Of((int)file.DangerousGetHandle(), "", EmptyPath);

    /// <summary>As for an open file, but without opening it: to close a file of a database would end SQLite's locks on it.</summary>
    public static FileIdentity? Of(string path) => Of(WorkingFolder, path, 0);

    private static FileIdentity? Of(int file, string path, int flags)
    {
        // Linux's struct statx has the same layout on every processor.
        const int bytes = 256;
        const int numberAt = 32;
        const int deviceAt = 136;
        var details = new byte[bytes];
        return OperatingSystem.IsLinux() && statx(file, path, flags, NumberWanted, ref details[0]) == 0
            ? new FileIdentity(BitConverter.ToUInt64(details, deviceAt), BitConverter.ToUInt64(details, numberAt))
            : null;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int statx(int file, string path, int flags, uint wanted, ref byte details);
}
