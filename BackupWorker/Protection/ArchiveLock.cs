namespace Belfry.BackupWorker.Protection;

/// <summary>
/// The right to write to an archive, held by one job at a time: the service's, or that of a person's <c>belfry backup</c>. The
/// lock is an open file, so the system lets go of it however the process ends.
/// </summary>
internal static class ArchiveLock
{
    private const string FileName = "writer.lock";

    // EWOULDBLOCK on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows: .NET has no exception type of its own for it.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    /// <summary>Null while another job is writing.</summary>
    public static IDisposable? TryTake(string archive)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileStream(Path.Combine(archive, FileName), options);
        }
        catch (IOException held) when (HeldByAnother.Contains(held.HResult))
        {
            return null;
        }
    }
}
