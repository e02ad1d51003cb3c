namespace Belfry.Storage.Wal;

/// <summary>Where in the WAL the newest content of each page is, up to a commit frontier; every frame's salts and checksum were checked.</summary>
internal static class WalPages
{
    private const int FramesPerRead = 64;

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

        var length = WalFrame.HeaderLength + frontier.PageSize;
        var buffer = new byte[FramesPerRead * length];
        var checksum = header.Checksum;
        for (var first = 1L; first <= frontier.Frame; first += FramesPerRead)
        {
            var count = (int)Math.Min(FramesPerRead, frontier.Frame - first + 1);
            var offset = WalFrame.Offset(first, frontier.PageSize);
            var complete = wal.Read(offset, buffer.AsSpan(0, count * length));
            for (var i = 0; i < count; i++)
            {
                var bytes = buffer.AsSpan(i * length, length);
                var frame = WalFrame.Read(bytes);
                checksum = checksum.Add(bytes[..8], header.BigEndian).Add(bytes[WalFrame.HeaderLength..], header.BigEndian);
                if (!complete || frame.Salts != frontier.Salts || frame.Checksum != checksum)
                {
                    return WasRestarted(wal, frontier) ? null : throw Damaged(path, first + i);
                }

                pages[frame.Page] = offset + (i * length);
            }
        }

        return checksum == frontier.Checksum ? pages : throw Damaged(path, frontier.Frame);
    }

    /// <summary>
    /// Whether the WAL now holds a later generation. That can only happen under a read transaction that needs nothing of the WAL (SQLite's read
    /// mark 0): everything was in the database file when it began, and nobody may change that file while it lasts.
    /// </summary>
    public static bool WasRestarted(WalFile wal, CommitFrontier frontier) => !wal.TryReadHeader(out var now) || now.Salts != frontier.Salts;

    public static StorageException Damaged(string path, long frame) => new(
        StorageError.Corrupt,
        path + "-wal",
        $"Cannot read the WAL of {path}.",
        $"Frame {frame} does not match its checksum although SQLite counts it as committed.",
        "Check the disk. The last verified backup is intact.");
}
