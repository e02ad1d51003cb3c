namespace Belfry.Storage.Wal;

/// <summary>Where in the WAL the newest content of each page is, up to a commit frontier; every frame's salts and checksum were checked.</summary>
internal static class WalPages
{
    /// <summary>The offset of each page's newest content; null when the WAL was restarted, so that the database file has everything.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.Corrupt"/>: a frame before the frontier is damaged.</exception>
    public static Dictionary<uint, long>? Map(WalFile wal, CommitFrontier frontier, string path)
    {
        var pages = new Dictionary<uint, long>();
        if (frontier.Frame == 0)
        {
            return pages;
        }

        if (!wal.TryReadHeader(out var header) || header.Salts != frontier.Salts)
        {
            return null;
        }

        var commits = new WalScanner(wal, frontier.PageSize).Read(WalPosition.Start(header), frontier.Frame, long.MaxValue);
        if (commits is null || commits[^1].End.Checksum != frontier.Checksum)
        {
            return WasRestarted(wal, frontier) ? null : throw Damaged(path);
        }

        foreach (var page in commits.SelectMany(commit => commit.Pages))
        {
            pages[page.Number] = page.Offset;
        }

        return pages;
    }

    /// <summary>
    /// Whether the WAL now holds a later generation. That can only happen under a read transaction that needs nothing of the WAL (SQLite's read
    /// mark 0): everything was in the database file when it began, and nobody may change that file while it lasts.
    /// </summary>
    public static bool WasRestarted(WalFile wal, CommitFrontier frontier) => !wal.TryReadHeader(out var now) || now.Salts != frontier.Salts;

    public static StorageException Damaged(string path) => new(
        StorageError.Corrupt,
        path + "-wal",
        $"Cannot read the WAL of {path}.",
        "A frame does not match its checksum although SQLite counts it as committed.",
        "Check the disk. The last verified backup is intact.");
}
