namespace Belfry.Storage.Wal;

/// <summary>How far a WAL was read: its generation (salts), the last frame, and the cumulative checksum there, which proves all frames before.</summary>
internal readonly record struct WalPosition(ulong Salts, long Frame, WalChecksum Checksum, bool BigEndian)
{
    /// <summary>Before the first frame of a generation.</summary>
    public static WalPosition Start(WalHeader header) => new(header.Salts, 0, header.Checksum, header.BigEndian);
}

/// <summary>A page inside the WAL.</summary>
/// <param name="Number">The page's number in the database.</param>
/// <param name="Offset">Where its content starts in the WAL file.</param>
internal readonly record struct WalPage(uint Number, long Offset);

/// <summary>One commit found in the WAL.</summary>
/// <param name="DatabasePages">The size of the database after it.</param>
/// <param name="Pages">The pages it wrote, ascending, each once with its last content; those beyond the database's size do not count.</param>
/// <param name="End">The position after its last frame.</param>
internal sealed record WalCommit(uint DatabasePages, IReadOnlyList<WalPage> Pages, WalPosition End);
