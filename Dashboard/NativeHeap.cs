using System.Runtime.InteropServices;

namespace Belfry.Dashboard;

/// <summary>
/// Tells glibc to give large native blocks back to the system when they are freed. By itself it raises its threshold with the first block of a
/// size, and what compression and SQLite use for moments stays with the process: 25 MB measured. Other C libraries do not have the call.
/// </summary>
internal static partial class NativeHeap
{
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int LargeBytes = 128 * 1024;

    public static void ReturnLargeBlocks()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(MapThreshold, LargeBytes);
            _ = SetOption(TrimThreshold, LargeBytes);
        }
        catch (Exception missing) when (missing is EntryPointNotFoundException or DllNotFoundException)
        {
            // Not glibc: nothing to tell.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
