namespace Belfry.Storage.Restore;

/// <summary>What a full disk looks like, and what is said about it.</summary>
internal static class DiskFull
{
    private const int NoSpace = 28; // ENOSPC
    private const int OverQuotaLinux = 122; // EDQUOT
    private const int OverQuotaMac = 69; // EDQUOT
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Whether the system says so: .NET has no exception type of its own for it.</summary>
    public static bool Is(IOException failure) => failure.HResult is NoSpace or OverQuotaLinux or OverQuotaMac or WindowsDiskFull;

    public static StorageException Describe(string path, string why, Exception? cause = null) => new(
        StorageError.DiskFull, path, $"Cannot restore to {path}.", why, $"Free space in {Path.GetDirectoryName(path)}, or choose a file on another disk. Nothing was left there.", cause);
}
