using System.Runtime.InteropServices;
using Belfry.Storage.Sqlite;
using SQLitePCL;

namespace Belfry.Storage.Wal;

/// <summary>
/// What a read transaction sees, told by SQLite itself: the last frame of the WAL that belongs to it, that frame's checksum, the salts
/// of the WAL and the size of the database.
/// </summary>
internal readonly record struct CommitFrontier(long Frame, uint Pages, int PageSize, ulong Salts, WalChecksum Checksum)
{
    /// <summary>
    /// The frontier of the read transaction that the session is in. <c>sqlite3_snapshot_get</c> hands out the 48-byte header of the
    /// WAL index, native byte order: szPage@14 (u16, 1 = 65,536), mxFrame@16, nPage@20, aFrameCksum@24, aSalt@32 (as in the WAL file).
    /// </summary>
    public static CommitFrontier Of(SqliteSession session)
    {
        var pageSize = (int)session.QueryInt64("pragma page_size");
        var pages = (uint)session.QueryInt64("pragma page_count");
        var code = raw.sqlite3_snapshot_get(session.Handle, "main", out var snapshot);
        if (code != raw.SQLITE_OK)
        {
            // SQLite has no snapshot while nothing was written to the WAL since it was created: the database file is everything.
            return new CommitFrontier(0, pages, pageSize, 0, default);
        }

        using (snapshot)
        {
            Span<byte> header = stackalloc byte[48];
            unsafe
            {
                new ReadOnlySpan<byte>((void*)snapshot.DangerousGetHandle(), header.Length).CopyTo(header);
            }

            // Without a frame the database file is everything, and SQLite may not have filled in the sizes: so after it found a WAL with a torn header.
            var frame = MemoryMarshal.Read<uint>(header[16..]);
            var frontier = new CommitFrontier(
                frame,
                frame == 0 ? pages : MemoryMarshal.Read<uint>(header[20..]),
                frame == 0 ? pageSize : MemoryMarshal.Read<ushort>(header[14..]) is var size && size == 1 ? 65_536 : size,
                WalHeader.Salt(header[32..]),
                new WalChecksum(MemoryMarshal.Read<uint>(header[24..]), MemoryMarshal.Read<uint>(header[28..])));
            if (frontier.Pages != pages || frontier.PageSize != pageSize)
            {
                throw new InvalidOperationException(
                    $"SQLite {EngineVersion.Current.Version} describes a snapshot in an unknown layout: {frontier}, but the database has {pages} pages of {pageSize} bytes.");
            }

            return frontier;
        }
    }
}
