namespace Belfry.Storage;

/// <summary>A lock that one process at a time has: an open file, so that the system lets go of it however the process ends.</summary>
public static class LockFile
{
    // EWOULDBLOCK on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows: .NET has no exception type of its own for it.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    /// <summary>Takes the lock until the result is disposed; the file is made, for its owner only, when it does not exist.</summary>
    /// <param name="path">The file, in a folder that exists.</param>
    /// <param name="options">Such as <see cref="FileOptions.DeleteOnClose"/>.</param>
    /// <returns>Null while another process has it.</returns>
    /// <exception cref="IOException">The file cannot be opened for another reason; or <see cref="UnauthorizedAccessException"/>.</exception>
    public static FileStream? TryTake(string path, FileOptions options = FileOptions.None)
    {
        var opening = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = options };
        if (!OperatingSystem.IsWindows())
        {
            opening.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileStream(path, opening);
        }
        catch (IOException held) when (HeldByAnother.Contains(held.HResult))
        {
            return null;
        }
    }
}
